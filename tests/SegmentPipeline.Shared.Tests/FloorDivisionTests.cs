namespace SegmentPipeline.Shared.Tests;

internal sealed class FloorDivisionTests
{
    [TestCase(-25, -2)]
    [TestCase(-24, -1)]
    [TestCase(-1, -1)]
    [TestCase(0, 0)]
    [TestCase(23, 0)]
    [TestCase(24, 1)]
    public void Quotient_AlsoBeforeTheEpoch_IsRoundedDown(long hours, long days) =>
        Assert.That(FloorDivision.Divide(hours, 24), Is.EqualTo(days));
}
