using NUnit.Framework;

namespace SegmentPipeline.Testing;

/// <summary>Counts the cases that came to their assertions. Made-up cases of which a test passes over all would let it pass for ever; below
/// the floor it fails.</summary>
/// <param name="least">So many cases at least must have asserted something.</param>
internal sealed class CaseFloor(long least)
{
    private long _asserted;

    /// <summary>Counts a case, or what a case has compared, once its assertions are behind it. Any thread may.</summary>
    internal void Count(long cases = 1) => Interlocked.Add(ref _asserted, cases);

    /// <summary>Fails if too few cases were counted. A fixture whose cases are test cases each calls it in a test of its own that
    /// <see cref="DependsOnTestAttribute"/> puts behind them: a teardown of a fixture that fails, fails no test.</summary>
    internal void Verify() =>
        Assert.That(
            Interlocked.Read(ref _asserted),
            Is.AtLeast(least),
            "cases that asserted something: what makes them makes hardly any that this is about");
}
