using System.Text.Json;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Records;

internal sealed class NdjsonRecordWriterTests
{
    private const string Entries =
        """{"hidden":1,"foreign":2,"tombstones":3,"tombstoned":4,"bad":5,"temporary":6,"superseded":7,"selected":8,"vanished":9,"unreadable":10}""";

    private const string Microseconds = """{"full":10,"suspect":20,"partial":30,"missing":40,"unknown":50}""";

    private static readonly TestCaseData<AuditRecord, string>[] Lines =
    [
        new(
            SampleRecords.Header,
            """{"type":"header","schema":1,"version":"1.2.3","root":"/srv/archive","window":null,"toleranceMicroseconds":10000}"""),
        new(
            SampleRecords.Header with
            {
                Start = SampleRecords.Range.Start,
                End = SampleRecords.Range.End,
            },
            """{"type":"header","schema":1,"version":"1.2.3","root":"/srv/archive","window":{"start":"2026-03-28T22:00:02.010000Z","end":"2026-03-28T22:00:11.779950Z"},"toleranceMicroseconds":10000}"""
        ),
        new(
            SampleRecords.Header with
            {
                End = SampleRecords.Range.End,
            },
            """{"type":"header","schema":1,"version":"1.2.3","root":"/srv/archive","window":{"start":null,"end":"2026-03-28T22:00:11.779950Z"},"toleranceMicroseconds":10000}"""
        ),
        new(
            SampleRecords.Header with
            {
                Started = SampleRecords.Range.End,
            },
            """{"type":"header","schema":1,"version":"1.2.3","root":"/srv/archive","window":null,"toleranceMicroseconds":10000,"started":"2026-03-28T22:00:11.779950Z"}"""
        ),
        new(
            SampleRecords.Hole,
            """{"type":"hole","channel":"desertbus","quality":"source","start":"2026-03-28T22:00:02.010000Z","end":"2026-03-28T22:00:11.779950Z","microseconds":9769950,"before":"2026-03-28T22/a.ts","after":null}"""
        ),
        new(
            SampleRecords.Degraded,
            """{"type":"degraded","channel":"desertbus","quality":"source","start":"2026-03-28T22:00:02.010000Z","end":"2026-03-28T22:00:11.779950Z","microseconds":9769950,"class":"suspect"}"""
        ),
        new(
            SampleRecords.Overlap,
            """{"type":"overlap","channel":"desertbus","quality":"source","start":"2026-03-28T22:00:02.010000Z","end":"2026-03-28T22:00:11.779950Z","microseconds":9769950,"segment":"2026-03-28T22/b.ts"}"""
        ),
        new(
            SampleRecords.Bad,
            """{"type":"bad","channel":"desertbus","quality":"source","path":"2026-03-28T22/c.ts","cause":"time: too short","position":4}"""
        ),
        new(
            SampleRecords.Empty,
            """{"type":"empty","channel":"desertbus","quality":"source","start":"2026-03-28T22:00:02.010000Z","end":"2026-03-28T22:00:11.779950Z","microseconds":9769950,"path":"2026-03-28T22/d.ts"}"""
        ),
        new(
            SampleRecords.Corrupt,
            """{"type":"corrupt","channel":"desertbus","quality":"source","start":"2026-03-28T22:00:02.010000Z","end":"2026-03-28T22:00:11.779950Z","microseconds":9769950,"path":"2026-03-28T22/e.ts","cause":"empty, truncated","kind":"full","selected":true,"origin":"before","causes":[{"cause":"empty"},{"cause":"truncated","bytesOver":7}]}"""
        ),
        new(
            SampleRecords.Silent,
            """{"type":"silent","channel":"desertbus","quality":"source","start":"2026-03-28T22:00:02.010000Z","end":"2026-03-28T22:00:11.779950Z","microseconds":9769950,"other":"720p60"}"""
        ),
        new(
            SampleRecords.Future,
            """{"type":"future","channel":"desertbus","quality":"source","start":"2026-03-28T22:00:02.010000Z","end":"2026-03-28T22:00:11.779950Z","microseconds":9769950,"segments":7}"""
        ),
        new(SampleRecords.Stray, """{"type":"stray","path":"desertbus/notes.txt","cause":"a file"}"""),
        new(
            SampleRecords.Unreadable,
            """{"type":"unreadable","path":"desertbus/source/2026-03-28T23","cause":"permission denied"}"""),
        new(
            SampleRecords.StaleLedger,
            """{"type":"stale-ledger","path":"desertbus/source/2026-03-28T21","cause":"not as remembered"}"""),
        new(
            SampleRecords.Mended,
            """{"type":"delta","change":"mended","channel":"desertbus","quality":"source","start":"2026-03-28T22:00:02.010000Z","end":"2026-03-28T22:00:11.779950Z","microseconds":9769950,"class":null,"previousStart":null,"previousEnd":null,"vanishedFiles":0,"vanished":[],"replicas":["node2"],"path":"2026-03-28T22/e.ts","cause":"empty, truncated","kind":"full","selected":true,"origin":"before","causes":[{"cause":"empty"},{"cause":"truncated","bytesOver":7}],"mending":"replaced"}"""
        ),
        new(
            SampleRecords.Mended with
            {
                Change = DeltaChange.Corrupted,
                Mending = null,
                Replicas = [],
            },
            """{"type":"delta","change":"corrupted","channel":"desertbus","quality":"source","start":"2026-03-28T22:00:02.010000Z","end":"2026-03-28T22:00:11.779950Z","microseconds":9769950,"class":null,"previousStart":null,"previousEnd":null,"vanishedFiles":0,"vanished":[],"replicas":[],"path":"2026-03-28T22/e.ts","cause":"empty, truncated","kind":"full","selected":true,"origin":"before","causes":[{"cause":"empty"},{"cause":"truncated","bytesOver":7}],"mending":null}"""
        ),
        new(
            SampleRecords.Hour,
            $$"""{"type":"hour","channel":"desertbus","quality":"source","hour":"2026-03-28T22","readable":true,"entries":{{Entries}},"microseconds":{{Microseconds}}}"""
        ),
        new(
            SampleRecords.StreamFigures,
            $$"""{"type":"stream","channel":"desertbus","quality":"source","start":"2026-03-28T22:00:02.010000Z","end":"2026-03-28T22:00:11.779950Z","hours":11,"entries":{{Entries}},"microseconds":{{Microseconds}},"holes":12,"degraded":13,"overlaps":14,"discontinuities":15,"lastEnd":"2026-03-28T22:00:11.779950Z"}"""
        ),
        new(
            SampleRecords.StreamFigures with
            {
                Window = null,
                LastEnd = null,
            },
            $$"""{"type":"stream","channel":"desertbus","quality":"source","start":null,"end":null,"hours":11,"entries":{{Entries}},"microseconds":{{Microseconds}},"holes":12,"degraded":13,"overlaps":14,"discontinuities":15,"lastEnd":null}"""
        ),
        new(
            SampleRecords.Unknown,
            """{"type":"unknown","channel":"desertbus","quality":"source","start":"2026-03-28T22:00:02.010000Z","end":"2026-03-28T22:00:11.779950Z","microseconds":9769950}"""
        ),
        new(
            SampleRecords.Off,
            """{"type":"off","channel":"desertbus","quality":"source","start":"2026-03-28T22:00:02.010000Z","end":"2026-03-28T22:00:11.779950Z","microseconds":9769950}"""
        ),
        new(
            SampleRecords.Expectation,
            """{"type":"expectation","channel":"desertbus","quality":"source","start":"2026-03-28T22:00:02.010000Z","end":"2026-03-28T22:00:11.779950Z","microseconds":5,"ranges":2,"source":"weekly","digest":"d1"}"""
        ),
        new(
            SampleRecords.StreamFigures with
            {
                Microseconds = new ClassMicroseconds { Full = 1, Off = 2 },
            },
            $$"""{"type":"stream","channel":"desertbus","quality":"source","start":"2026-03-28T22:00:02.010000Z","end":"2026-03-28T22:00:11.779950Z","hours":11,"entries":{{Entries}},"microseconds":{"full":1,"suspect":0,"partial":0,"missing":0,"unknown":0,"off":2},"holes":12,"degraded":13,"overlaps":14,"discontinuities":15,"lastEnd":"2026-03-28T22:00:11.779950Z"}"""
        ),
        new(
            SampleRecords.Delta,
            """{"type":"delta","change":"lost","channel":"desertbus","quality":"source","start":"2026-03-28T22:00:02.010000Z","end":"2026-03-28T22:00:11.779950Z","microseconds":9769950,"class":"missing","previousStart":null,"previousEnd":null,"vanishedFiles":2,"vanished":["2026-03-28T22/a.ts"],"replicas":[]}"""
        ),
        new(
            SampleRecords.Delta with
            {
                Change = DeltaChange.Shrunk,
                Previous = SampleRecords.Range,
                VanishedFiles = 0,
                Vanished = [],
                Replicas = ["node2", "node3"],
            },
            """{"type":"delta","change":"shrunk","channel":"desertbus","quality":"source","start":"2026-03-28T22:00:02.010000Z","end":"2026-03-28T22:00:11.779950Z","microseconds":9769950,"class":"missing","previousStart":"2026-03-28T22:00:02.010000Z","previousEnd":"2026-03-28T22:00:11.779950Z","vanishedFiles":0,"vanished":[],"replicas":["node2","node3"]}"""
        ),
        new(
            SampleRecords.Summary,
            $$$"""{"type":"summary","streams":1,"hours":11,"entries":{{{Entries}}},"microseconds":{{{Microseconds}}},"findings":{"hole":1,"degraded":2,"overlap":3,"bad":4,"stray":5,"unreadable":6,"stale-ledger":7,"silent":8,"empty":9,"future":10,"corrupt":11},"complete":false,"exit":3,"elapsedSeconds":1.50025}"""
        ),
    ];

    [TestCaseSource(nameof(Lines))]
    public async Task Record_Written_HasTheFieldsOfItsType(AuditRecord record, string line) =>
        Assert.That(await WrittenText.OfAsync(stream => new NdjsonRecordWriter(stream), record), Is.EqualTo(line + "\n"));

    [Test]
    public async Task Deterministic_HeaderAndSummary_LeaveOutRootAndClock()
    {
        var all = await WrittenText.OfAsync(stream => new NdjsonRecordWriter(stream), SampleRecords.All);
        var deterministic = await WrittenText.OfAsync(
            stream => new NdjsonRecordWriter(stream, RecordFields.Deterministic),
            SampleRecords.All);

        var expected = all.Replace("\"root\":\"/srv/archive\",", "").Replace(",\"elapsedSeconds\":1.50025", "");
        Assert.That(deterministic, Is.EqualTo(expected).And.Not.EqualTo(all));
    }

    [Test]
    public async Task Records_OfAnAudit_EachTakeOneLineInTheirOrder()
    {
        var text = await WrittenText.OfAsync(stream => new NdjsonRecordWriter(stream), SampleRecords.All);

        var types = text.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement.GetProperty("type").GetString());
        Assert.That(
            types,
            Is.EqualTo([
                "header",
                "stray",
                "unreadable",
                "stale-ledger",
                "hole",
                "degraded",
                "overlap",
                "bad",
                "empty",
                "corrupt",
                "hour",
                "future",
                "stream",
                "silent",
                "delta",
                "summary",
            ]));
    }

    [TestCase("a\nb", "a\\nb")]
    [TestCase("a\"b\\c", "a\\\"b\\\\c")]
    [TestCase("a\e[2Jb", "a\\u001B[2Jb")]
    [TestCase("a\u009bb", "a\\u009Bb")]
    [TestCase("a\u2028b", "a\\u2028b")]
    [TestCase("a\\xFFb", "a\\\\xFFb")]
    [TestCase("äöü 日本+'<>", "äöü 日本+'<>")]
    public async Task Path_WithAnyCharacters_IsEscapedAndComesBack(string path, string written)
    {
        var text = await WrittenText.OfAsync(
            stream => new NdjsonRecordWriter(stream),
            new StrayFinding { Path = Places.Entry(path), Cause = "x" }
        );

        Assert.That(text, Does.Contain($"\"path\":\"{written}\""));
        Assert.That(JsonDocument.Parse(text).RootElement.GetProperty("path").GetString(), Is.EqualTo(path));
    }

    [Test]
    public async Task Records_ByTheThousand_AreWrittenThroughAndFlushedButNotClosed()
    {
        using var stream = new AsynchronousOnlyStream();
        var writer = new NdjsonRecordWriter(stream);
        for (var i = 0; i < 10_000; i++) await writer.WriteAsync(SampleRecords.Hole);
        Assert.That(stream.Bytes, Is.Not.Empty);
        await writer.CompleteAsync();

        Assert.That(stream.LargestWriteBytes, Is.LessThan(32 * 1024));
        Assert.That(stream.IsFlushed, Is.True);
        Assert.That(stream.IsClosed, Is.False);
    }
}
