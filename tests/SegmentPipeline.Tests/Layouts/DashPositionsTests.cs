namespace SegmentPipeline.Tests.Layouts;

/// <summary>Where parts of names end, for dashes at every place around the 32 bytes that are looked at together.</summary>
internal sealed class DashPositionsTests
{
    [TestCase(1)]
    [TestCase(31)]
    [TestCase(32)]
    [TestCase(33)]
    [TestCase(47)]
    [TestCase(48)]
    [TestCase(80)]
    public void PartEnd_OneDashAnywhere_IsThereOrTheEndOfTheName(int length)
    {
        for (var dash = 0; dash < length; dash++)
        {
            var name = Name(length, dash);
            for (var start = 0; start <= length; start++) AssertEnd(name, start, dash >= start ? dash : length);
        }
    }

    [TestCase(31)]
    [TestCase(32)]
    [TestCase(70)]
    public void PartEnd_TwoDashesAnywhere_IsTheNextOne(int length)
    {
        for (var first = 0; first < length; first++)
        {
            for (var second = first + 1; second < length; second++)
            {
                var name = Name(length, first, second);
                AssertEnd(name, 0, first);
                AssertEnd(name, first, first);
                AssertEnd(name, first + 1, second);
                AssertEnd(name, second + 1, length);
            }
        }
    }

    [TestCase(0)]
    [TestCase(31)]
    [TestCase(32)]
    [TestCase(64)]
    public void PartEnd_NoDash_IsTheEndOfTheName(int length)
    {
        for (var start = 0; start <= length; start++) AssertEnd(Name(length), start, length);
    }

    private static byte[] Name(int length, params int[] dashes)
    {
        var name = new byte[length];
        name.AsSpan().Fill((byte)'0');
        foreach (var dash in dashes) name[dash] = (byte)'-';
        return name;
    }

    private static void AssertEnd(byte[] name, int start, int end) =>
        Assert.That(DashPositions.Find(name).PartEnd(name, start), Is.EqualTo(end), $"from {start} of {name.Length}");
}
