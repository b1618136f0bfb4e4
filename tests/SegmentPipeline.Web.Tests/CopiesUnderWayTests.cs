using Microsoft.Extensions.Time.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>How much slow readers may keep.</summary>
internal sealed class CopiesUnderWayTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<string> _broken = [];

    [SetUp]
    public void Forget() => _broken.Clear();

    [TestCase(100, "")]
    [TestCase(101, "first")]
    [TestCase(141, "first second")]
    public void Copy_ThatExceedsTheBound_BreaksOffTheOldest(int bytes, string broken)
    {
        var copies = new CopiesUnderWay(200, _clock);
        foreach (var (name, size) in (ValueTuple<string, int>[])[("first", 40), ("second", 40), ("third", 20)])
            copies.Begin(size, () => _broken.Add(name));
        _clock.Advance(CopiesUnderWay.Spared);

        copies.Begin(bytes, () => _broken.Add("last"));

        Assert.That(string.Join(' ', _broken), Is.EqualTo(broken));
    }

    [TestCase(0, 1)]
    [TestCase(-1, 0)]
    public void Copy_ThatHasJustBegun_IsLeftAlone(int ticks, int broken)
    {
        var copies = new CopiesUnderWay(100, _clock);
        copies.Begin(60, () => _broken.Add("first"));
        _clock.Advance(CopiesUnderWay.Spared + TimeSpan.FromTicks(ticks));

        copies.Begin(60, () => _broken.Add("second"));

        Assert.That(_broken, Has.Count.EqualTo(broken));
    }

    [Test]
    public void Copy_ThatHasBeenRead_CountsNoMore()
    {
        var copies = new CopiesUnderWay(100, _clock);
        var first = copies.Begin(60, () => _broken.Add("first"));
        copies.End(first);
        copies.End(first);
        copies.Begin(40, () => _broken.Add("second"));
        _clock.Advance(CopiesUnderWay.Spared);

        copies.Begin(60, () => _broken.Add("third"));

        Assert.That(_broken, Is.Empty);
    }
}
