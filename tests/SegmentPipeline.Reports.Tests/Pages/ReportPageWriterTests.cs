using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Reports.Tests.Pages;

public sealed class ReportPageWriterTests
{
    private static readonly StreamId Stream = new("desertbus", "source");
    private static readonly Timestamp Start = Timestamp.Parse("2026-03-28T22:00:00Z");

    [Test]
    public async Task Page_AllowsOnlyItsOwnScriptAndStyle()
    {
        var page = await WriteAsync([]);

        var policy = Regex.Match(page, "Content-Security-Policy\" content=\"([^\"]*)\"").Groups[1].Value;
        Assert.That(policy, Is.EqualTo(
            $"default-src 'none'; script-src '{HashOf(page, "<script>", "</script>")}'; style-src '{HashOf(page, "<style>", "</style>")}'; img-src data:; base-uri 'none'; form-action 'none'"));
    }

    [Test]
    public async Task Data_IsPlainAsciiAndThePageLoadsNothing()
    {
        var page = await WriteAsync([new StrayFinding { Path = Places.Entry("Kanäle/\u2028<b>"), Cause = "ü" }]);

        Assert.That(
            Between(page, "id=\"data\">", "</script>").All(character => char.IsAscii(character) && character is not ('<' or '>' or '&')));
        Assert.That(page, Does.Not.Match("(src|href)=\"?https?:|@import|url\\("));
    }

    [Test]
    public async Task Data_HasTimesFromTheFirstHourOn()
    {
        var window = new TimeRange(Start.AddMicroseconds(5), Start.AddMicroseconds(4005));
        var data = await DataAsync([
            new HoleFinding
            {
                Stream = Stream,
                Range = new TimeRange(Start.AddMicroseconds(10), Start.AddMicroseconds(30)),
                Before = null,
                After = Places.Entry(Stream, "2026-03-28T22/x"),
            },
            new StreamRecord
            {
                Stream = Stream,
                Window = window,
                Hours = 1,
                Entries = default,
                Microseconds = new ClassMicroseconds { Full = 3980, Missing = 20 },
                Holes = 1,
                Degraded = 0,
                Overlaps = 0,
                Discontinuities = 1,
                LongestHole = TimeSpan.FromMicroseconds(20),
            },
        ]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(data.GetProperty("originHour").GetInt32(), Is.EqualTo(Start.Hour.SinceEpoch));
            Assert.That(data.GetProperty("findings").GetRawText(), Is.EqualTo("""[["hole",0,10,20,null,"2026-03-28T22/x"]]"""));
            Assert.That(data.GetProperty("names").GetRawText(), Is.EqualTo("""[["desertbus","source"]]"""));
            Assert.That(data.GetProperty("streams")[0].GetProperty("spans").GetRawText(), Is.EqualTo("[10,0,0,0,20,0]"));
            Assert.That(data.GetProperty("streams")[0].GetProperty("start").GetInt64(), Is.EqualTo(5));
        }
    }

    [Test]
    public async Task Data_OfMoreThanFits_IsBoundedAndLosesNothingMissing()
    {
        var holes = Enumerable
            .Range(0, 1000)
            .Select(i => new TimeRange(Start.AddMicroseconds(i * 3_000_000L), Start.AddMicroseconds((i * 3_000_000L) + 1 + i)))
            .Select(range =>
                (AuditRecord)
                    new HoleFinding
                    {
                        Stream = Stream,
                        Range = range,
                        Before = null,
                        After = null,
                    }
            );
        var window = new TimeRange(Start, Start.AddMicroseconds(3_000_000_000L));
        var data = await DataAsync([.. holes, new StreamRecord
        {
            Stream = Stream,
            Window = window,
            Hours = 1,
            Entries = default,
            Microseconds = default,
            Holes = 1000,
            Degraded = 0,
            Overlaps = 0,
            Discontinuities = 0,
            LongestHole = TimeSpan.FromMilliseconds(1),
        }], mostFindings: 10, mostSpans: 50);

        var spans = data.GetProperty("streams")[0]
            .GetProperty("spans")
            .EnumerateArray()
            .Select(number => number.GetInt64())
            .Chunk(6)
            .ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(data.GetProperty("findings").GetArrayLength(), Is.EqualTo(10));
            Assert.That(spans, Has.Count.LessThanOrEqualTo(50));
            Assert.That(spans.Sum(span => span[4]), Is.EqualTo(1000 * 1001 / 2));
            Assert.That(data.GetProperty("stepMicroseconds").GetInt64(), Is.Positive);
        }
    }

    [Test]
    public async Task Data_WithoutClocksAndPaths_HasNoneOfThem()
    {
        AuditRecord[] records =
        [
            new HeaderRecord { Version = "1", Root = "/srv/archive", Start = null, End = null, Tolerance = TimeSpan.FromMilliseconds(10) },
            new SummaryRecord
            {
                Streams = 0,
                Hours = 0,
                Entries = default,
                Microseconds = default,
                Findings = default,
                Complete = true,
                Outcome = AuditOutcome.Success,
                Elapsed = TimeSpan.FromSeconds(1),
            },
        ];
        var all = await DataAsync(records);
        var deterministic = await DataAsync(records, RecordFields.Deterministic);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.GetProperty("root").GetString(), Is.EqualTo("/srv/archive"));
            Assert.That(all.GetProperty("summary").GetProperty("elapsedMicroseconds").GetInt64(), Is.EqualTo(1_000_000));
            Assert.That(deterministic.TryGetProperty("root", out _), Is.False);
            Assert.That(deterministic.GetProperty("summary").TryGetProperty("elapsedMicroseconds", out _), Is.False);
        }
    }

    [Test]
    public async Task Data_OfTheEarliestAndTheLatestYear_IsWritten()
    {
        var first = Timestamp.Parse("0001-01-01T00:00:00Z");
        var last = Timestamp.Parse("9999-12-31T23:59:59Z");

        var data = await DataAsync([new HoleFinding { Stream = Stream, Range = new TimeRange(first, last), Before = null, After = null }]);

        Assert.That(data.GetProperty("findings")[0][3].GetInt64(), Is.EqualTo(last.MicrosecondsSince(first)));
    }

    private static async Task<JsonElement> DataAsync(
        IEnumerable<AuditRecord> records, RecordFields fields = RecordFields.All, int mostFindings = 100, int mostSpans = 100)
    {
        var page = await WriteAsync(records, fields, mostFindings, mostSpans);
        return JsonDocument.Parse(Between(page, "id=\"data\">", "</script>")).RootElement;
    }

    private static async Task<string> WriteAsync(
        IEnumerable<AuditRecord> records, RecordFields fields = RecordFields.All, int mostFindings = 100, int mostSpans = 100)
    {
        using var stream = new MemoryStream();
        var content = new PageContent(new WorstFindings(mostFindings), new CoverageCollector(mostSpans));
        var writer = new ReportPageWriter(stream, fields, content, new PageSegments(null, 0));
        foreach (var record in records) await writer.WriteAsync(record);
        await writer.CompleteAsync();
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string HashOf(string page, string before, string after) =>
        $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Between(page, before, after))))}";

    private static string Between(string page, string before, string after)
    {
        var start = page.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return page[start..page.IndexOf(after, start, StringComparison.Ordinal)];
    }
}
