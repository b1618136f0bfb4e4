using System.Text;

namespace SegmentPipeline.Synthesis.Tests;

internal sealed class SegmentNameFormatTests
{
    private const string HashOfNothing = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

    [TestCase(0, 0, SegmentKind.Partial, "00:00.000000-0.0-partial")]
    [TestCase(2_751_608_000, 2_000_000, SegmentKind.Full, "45:51.608000-2.0-full")]
    [TestCase(3_599_999_999, 1_333_000, SegmentKind.Suspect, "59:59.999999-1.333-suspect")]
    [TestCase(1, 1, SegmentKind.Full, "00:00.000001-0.000001-full")]
    [TestCase(60_000_000, 3_600_000_000, SegmentKind.Full, "01:00.000000-3600.0-full")]
    [TestCase(0, 10_100_000, SegmentKind.Full, "00:00.000000-10.1-full")]
    public void Write_Segment_IsTheNameRecordersGive(long start, long duration, SegmentKind kind, string expected)
    {
        var name = new byte[SegmentNameFormat.MostBytes];

        var length = SegmentNameFormat.Write(name, start, duration, kind, System.Security.Cryptography.SHA256.HashData([]));

        Assert.That(Encoding.ASCII.GetString(name, 0, length), Is.EqualTo($"{expected}-{HashOfNothing}.ts"));
    }

    [Test]
    public void Name_TextForHash_StandsAsItIs() =>
        Assert.That(
            SegmentNameFormat.Name(0, 0, SegmentKind.Temporary, "any text"), Is.EqualTo("00:00.000000-0.0-temp-any text.ts"));
}
