using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Records;

internal sealed class CsvRecordWriterTests
{
    private const string ColumnNames = "type,channel,quality,start,end,microseconds,class,before,after,segment,path,cause,position\r\n";

    [Test]
    public async Task Findings_OfEachType_FillTheirColumns()
    {
        var text = await WrittenText.OfAsync(stream => new CsvRecordWriter(stream), SampleRecords.All);

        const string place = "desertbus,source,2026-03-28T22:00:02.010000Z,2026-03-28T22:00:11.779950Z,9769950";
        Assert.That(text, Is.EqualTo(
            ColumnNames
            + "stray,,,,,,,,,,desertbus/notes.txt,a file,\r\n"
            + "unreadable,,,,,,,,,,desertbus/source/2026-03-28T23,permission denied,\r\n"
            + "stale-ledger,,,,,,,,,,desertbus/source/2026-03-28T21,not as remembered,\r\n"
            + $"hole,{place},,2026-03-28T22/a.ts,,,,,\r\n"
            + $"degraded,{place},suspect,,,,,,\r\n"
            + $"overlap,{place},,,,2026-03-28T22/b.ts,,,\r\n"
            + "bad,desertbus,source,,,,,,,,2026-03-28T22/c.ts,time: too short,4\r\n"
            + $"empty,{place},,,,,2026-03-28T22/d.ts,,\r\n"
            + $"corrupt,{place},,,,,2026-03-28T22/e.ts,\"empty, truncated\",\r\n"
            + $"future,{place},,,,,,7 segments,\r\n"
            + $"silent,{place},,,,,,720p60 goes on,\r\n"));
    }

    [Test]
    public async Task NoRecords_Completed_AreColumnNames() =>
        Assert.That(await WrittenText.OfAsync(stream => new CsvRecordWriter(stream)), Is.EqualTo(ColumnNames));

    [TestCase("plain", "plain")]
    [TestCase("=1+2", "'=1+2")]
    [TestCase("+1", "'+1")]
    [TestCase("-1", "'-1")]
    [TestCase("@SUM(A1)", "'@SUM(A1)")]
    [TestCase("\tx", "'\\x09x")]
    [TestCase("\rx", "'\\x0Dx")]
    [TestCase("a=1", "a=1")]
    [TestCase("a,b", "\"a,b\"")]
    [TestCase("a\"b", "\"a\"\"b\"")]
    [TestCase("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"")]
    [TestCase("a\r\nb", "a\\x0D\\x0Ab")]
    [TestCase("a\eb", "a\\x1Bb")]
    [TestCase("日本", "日本")]
    public async Task Cell_ChosenByAStranger_IsHarmless(string path, string cell)
    {
        var text = await WrittenText.OfAsync(
            stream => new CsvRecordWriter(stream),
            new StrayFinding { Path = Places.Entry(path), Cause = "x" }
        );

        Assert.That(text, Is.EqualTo($"{ColumnNames}stray,,,,,,,,,,{cell},x,\r\n"));
    }
}
