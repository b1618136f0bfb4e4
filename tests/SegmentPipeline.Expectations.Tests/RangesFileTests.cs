namespace SegmentPipeline.Expectations.Tests;

internal sealed class RangesFileTests
{
    private static readonly TimeRange Day = TimeRange.Parse("2026-03-28", "2026-03-29");
    private static readonly TimeRange[] TwoRanges =
        [TimeRange.Parse("2026-03-28T10", "2026-03-28T11"), TimeRange.Parse("2026-03-28T12:30", "2026-03-28T13:00:00.5")];

    [TestCase("2026-03-28T10,2026-03-28T11\n2026-03-28T12:30Z,2026-03-28T13:00:00.5Z\n", TestName = "{m}(two columns)")]
    [TestCase("title,\"End\",start\n\"a, \"\"b\"\"\",\"2026-03-28T11\",2026-03-28T11:00+01:00\r\n\r\nb,2026-03-28T13:00:00.5Z,2026-03-28T12:30Z", TestName = "{m}(headings)")]
    [TestCase("{\"start\":\"2026-03-28T12:30\",\"end\":\"2026-03-28T13:00:00.5\",\"x\":[1]}\n\n{\"end\":\"2026-03-28T11\",\"start\":\"2026-03-28T10\"}", TestName = "{m}(NDJSON)")]
    public void File_OfRanges_IsRead(string content)
    {
        using var files = new ExpectationFiles();

        Assert.That(RangesFile.Read(files.Write(content, "txt")).In(Day), Is.EqualTo(TwoRanges));
    }

    [TestCase("2026-03-28T10\n", "line 1: it has no start and end")]
    [TestCase("start,end\n2026-03-28T11,2026-03-28T10\n", "line 2: it ends 2026-03-28T10:00:00.000000Z, before its start 2026-03-28T11:00:00.000000Z")]
    [TestCase("start,end\n2026-03-28T11,soon\n", "line 2: ")]
    [TestCase("{\"start\":\"\\ud800\",\"end\":\"2026-03-28T12\"}\n", "line 1: it is not JSON", TestName = "{m}(half a character)")]
    [TestCase("{\"start\":\"2026-03-28T11\"}\n", "line 1: it has no start and end")]
    [TestCase("{\"start\":\"2026-03-28T11\",\"end\":\"2026-03-28T12\"}\n{", "line 2: it is not JSON")]
    [TestCase("{\"start\":\"2026-03-28T11\",\"end\":\"2026-03-28T12\"}\n[]", "line 2: it has no start and end")]
    public void File_ThatIsNone_IsRefusedWithItsLine(string content, string fault)
    {
        using var files = new ExpectationFiles();
        var path = files.Write(content, "csv");

        Assert.That(() => RangesFile.Read(path), Throws.TypeOf<FormatException>().With.Message.StartsWith(fault));
    }
}
