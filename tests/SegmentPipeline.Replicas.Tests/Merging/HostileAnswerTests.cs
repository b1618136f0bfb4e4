using System.Text;

namespace SegmentPipeline.Replicas.Tests.Merging;

/// <summary>Nodes are broken or hostile: what is no audit to its end is refused, whatever it is, and takes no more memory than
/// it may.</summary>
internal sealed class HostileAnswerTests
{
    private const string Header = """{"type":"header","schema":1,"version":"1","window":null,"toleranceMicroseconds":10000,"started":"2026-03-29T00:00:00.000000Z"}""";
    private const string Hole = """{"type":"hole","channel":"a","quality":"q","start":"2026-03-28T22:00:01.000000Z","end":"2026-03-28T22:00:02.000000Z","microseconds":1000000,"before":null,"after":null}""";
    private const string Degraded = """{"type":"degraded","channel":"a","quality":"q","start":"2026-03-28T22:00:03.000000Z","end":"2026-03-28T22:00:04.000000Z","microseconds":1000000,"class":"suspect"}""";
    private const string Stream = """{"type":"stream","channel":"a","quality":"q","start":"2026-03-28T22:00:00.000000Z","end":"2026-03-28T22:00:10.000000Z","hours":1,"microseconds":{"full":8000000,"suspect":1000000,"partial":0,"missing":1000000,"unknown":0}}""";
    private const string Summary = """{"type":"summary","streams":1,"complete":true,"exit":1}""";

    private static readonly string[] Right = [Header, Hole, Degraded, Stream, Summary];

    private static IEnumerable<TestCaseData> Wrong()
    {
        yield return Case("Nothing", [], "no summary");
        yield return Case("Half", Right[..4], "no summary");
        yield return Case("HalfALine", [.. Right[..3], Stream[..40]], "line 4");
        yield return Case("WithoutHeader", Right[1..], "no header");
        yield return Case("TwoHeaders", [Header, .. Right], "second header");
        yield return Case("OtherSchema", [Header.Replace("\"schema\":1", "\"schema\":2", StringComparison.Ordinal), .. Right[1..]], "schema 2");
        yield return Case("BehindTheSummary", [.. Right, Hole], "behind the summary");
        yield return Case("TwoSummaries", [.. Right, Summary], "behind the summary");
        yield return Case("Garbage", ["<html>", "<body>"], "line 1");
        yield return Case("EmptyLine", [Header, "", .. Right[1..]], "line 2");
        yield return Case("AnArray", ["[1,2]"], "no JSON object");
        yield return Case("TwoObjectsALine", [Header + Hole], "line 1");
        yield return Case("StreamTwice", [Header, Hole, Degraded, Stream, Hole, Degraded, Stream, Summary], "twice");
        yield return Case("StreamsOutOfOrder", [Header, Named(Stream, "b", full: true), Named(Stream, "a", full: true), Summary], "stands behind");
        yield return Case("HoleOutsideTheWindow", [Header, Moved(Hole), Degraded, Stream, Summary], "out of order");
        yield return Case("HoleBehindTheWindow", [Header, Moved(Hole), Named(Stream, "a", full: false), Summary], "outside its window");
        yield return Case("HoleThatEndsBeforeItsStart", [Header, Hole.Replace("00:02.0", "00:00.0", StringComparison.Ordinal), Stream, Summary], "no start and end");
        yield return Case("HoleOfAnotherLength", [Header, Hole.Replace(":1000000", ":1000001", StringComparison.Ordinal), Stream, Summary], "another length");
        yield return Case("HoleTwice", [Header, Hole, Hole, Degraded, Stream, Summary], "overlap");
        yield return Case("HoleOfYearZero", [Header, Hole.Replace("2026-03-28T22:00:01", "0000-03-28T22:00:01", StringComparison.Ordinal), Stream, Summary], "no start and end");
        yield return Case("HoleWithoutAStream", [Header, Hole.Replace("\"channel\"", "\"canal\"", StringComparison.Ordinal), Stream, Summary], "no stream");
        yield return Case("HoleInAHiddenStream", [Header, Hole.Replace("\"a\"", "\"../a\"", StringComparison.Ordinal), Stream, Summary], "no stream");
        yield return Case("HoleOfAStreamThatDoesNotEnd", [Header, Hole, Summary], "no record 'stream'");
        yield return Case("HolesOfTwoStreams", [Header, Hole, Named(Degraded, "b"), Stream, Summary], "no record 'stream'");
        yield return Case("HoleOfAnotherStream", [Header, Named(Hole, "b"), Stream, Summary], "no record 'stream'");
        yield return Case("UnknownClass", [Header, Hole, Degraded.Replace("suspect", "splendid", StringComparison.Ordinal), Stream, Summary], "neither suspect");
        yield return Case("DegradedThatIsFull", [Header, Hole, Degraded.Replace("suspect", "full", StringComparison.Ordinal), Stream, Summary], "neither suspect");
        yield return Case("SumsThatDoNotFit", [Header, Hole, Stream, Summary], "add up");
        yield return Case("WindowWithoutEnd", [Header, Hole, Degraded, Stream.Replace("\"end\"", "\"End\"", StringComparison.Ordinal), Summary], "window of a/q");
        yield return Case("WindowWithoutTimes", [Header, Stream.Replace("2026-", "20026-", StringComparison.Ordinal), Summary], "window of a/q");
        yield return Case("WindowBackwards", [Header, Stream.Replace("22:00:10", "21:00:10", StringComparison.Ordinal), Summary], "window of a/q");
        yield return Case("HugeCount", [Header, Hole.Replace(":1000000", ":99999999999999999999999999", StringComparison.Ordinal), Stream, Summary], "another length");
        yield return Case("ClassOfText", [Header, Hole, Degraded, Stream.Replace(":8000000", ":\"8000000\"", StringComparison.Ordinal), Summary], "no number");
        yield return Case("SummaryThatDoesNotSay", [.. Right[..4], """{"type":"summary"}"""], "does not say");
        yield return Case("LoneSurrogate", [Header, Hole.Replace("\"a\"", "\"\\ud800\"", StringComparison.Ordinal), Stream, Summary], "line 2");
        yield return Case("ManyBrackets", [Header, $$"""{"type":"x","y":{{new string('[', 5000)}}"""], "line 2");
    }

    [TestCaseSource(nameof(Wrong))]
    public void Read_OfWhatIsNoAudit_IsRefusedWithItsFault(string[] lines, string words) =>
        Assert.That(
            async () => await ReadAsync(Text(lines)),
            Throws.TypeOf<FormatException>().With.Message.Contains(words).And.Message.Contains("n1"));

    [Test]
    public async Task Read_OfAnAudit_HasItsRanges()
    {
        var answer = await ReadAsync(Text(Right));

        Assert.That((answer.Node, answer.Archive, answer.Run, answer.Complete, answer.Cause), Is.EqualTo(("n1", "main", "7", true, (string?)null)));
        Assert.That(answer.AsOf, Is.EqualTo(Timestamp.Parse("2026-03-29")));
        Assert.That(answer.Streams.Single().Window, Is.EqualTo(TimeRange.Parse("2026-03-28T22:00", "2026-03-28T22:00:10")));
        Assert.That(
            answer.Streams.Single().Spans.Select(span => (span.Class, span.Range.Start)),
            Is.EqualTo(new[]
            {
                (CoverageClass.Missing, Timestamp.Parse("2026-03-28T22:00:01")),
                (CoverageClass.Suspect, Timestamp.Parse("2026-03-28T22:00:03")),
            }));
    }

    [Test]
    public async Task Read_OfTypesAndFieldsThatAreNotKnown_PassesThemOver()
    {
        var more = Stream.Insert(1, "\"type\":\"other\",\"more\":[{\"start\":1}],").Replace("\"unknown\":0", "\"unknown\":0,\"out\":5", StringComparison.Ordinal);
        var answer = await ReadAsync(Text([Header, """{"type":"moon","phase":"full","microseconds":{"x":[1]}}""", Hole, Degraded, more, Summary]));

        Assert.That(answer.Streams.Single().Spans, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Read_OfAnAuditThatWasCutOff_SaysSoAndKeepsTheStreamsThatEnded()
    {
        var answer = await ReadAsync(Text([Header, Hole, Degraded, Stream, Named(Hole, "b"), """{"type":"summary","complete":false,"exit":130}"""]));

        Assert.That(answer.Complete, Is.False);
        Assert.That(answer.Cause, Does.Contain("did not run to its end"));
        Assert.That(answer.Streams.Single().Stream.Channel, Is.EqualTo("a"));
    }

    [Test]
    public async Task Read_OfAnAuditThatCouldNotReadAll_NamesTheFirstPlaceAndCountsThem()
    {
        const string Unreadable = """{"type":"unreadable","path":"a/q/2026-03-28T22","cause":"Input/output error"}""";
        var answer = await ReadAsync(Text([Header, Unreadable, Unreadable, """{"type":"summary","complete":false,"exit":3}"""]));

        Assert.That(answer.Cause, Is.EqualTo("2 places could not be read, the first of them a/q/2026-03-28T22: Input/output error"));
    }

    [Test]
    public void Read_OfALineThatDoesNotEnd_StopsAtTheBound()
    {
        var endless = new EndlessStream("{\"type\":\""u8.ToArray());

        Assert.That(async () => await ReadAsync(endless, new AnswerBounds()), Throws.TypeOf<FormatException>().With.Message.Contains("line 1"));
        Assert.That(endless.BytesRead, Is.LessThan(10 * 1024 * 1024));
    }

    [Test]
    public void Read_OfLinesThatDoNotEnd_StopsAtTheBound()
    {
        var endless = new EndlessStream(Encoding.UTF8.GetBytes(Header + "\n"), "{\"type\":\"x\"}\n"u8.ToArray());

        Assert.That(
            async () => await ReadAsync(endless, new AnswerBounds { MostBytes = 1_000_000 }),
            Throws.TypeOf<FormatException>().With.Message.Contains("more than 1000000 bytes"));
    }

    [TestCase(2, 10, null)]
    [TestCase(1, 10, "more than 1 ranges")]
    [TestCase(2, 0, "more than 0 streams")]
    public void Read_OfMoreThanTheBounds_IsRefused(int spans, int streams, string? words)
    {
        var bounds = new AnswerBounds { MostSpans = spans, MostStreams = streams };
        Assert.That(
            async () => await ReadAsync(new MemoryStream(Text(Right)), bounds),
            words is null ? Throws.Nothing : Throws.TypeOf<FormatException>().With.Message.Contains(words));
    }

    /// <summary>Any byte of a right answer, changed: it is refused, or it reads as something that keeps all rules.</summary>
    [Test]
    public async Task Read_OfAnyByteChanged_IsRefusedOrKeepsTheRules()
    {
        var right = Text(Right);
        var refused = 0;
        for (var at = 0; at < right.Length; at++)
        {
            var wrong = right.ToArray();
            wrong[at] ^= (byte)(1 << (at % 7));
            try
            {
                var answer = await ReadAsync(wrong);
                Assert.That(AnswerRules.FaultOf(answer), Is.Null, $"byte {at}");
                Assert.That(FleetMerge.Merge([answer], new MergeRequest()).Last(), Is.TypeOf<FleetSummaryRecord>(), $"byte {at}");
            }
            catch (FormatException)
            {
                refused++;
            }
        }

        Assert.That(refused, Is.GreaterThan(right.Length / 3));
    }

    private static Task<NodeAnswer> ReadAsync(byte[] ndjson) => ReadAsync(new MemoryStream(ndjson), new AnswerBounds());

    private static Task<NodeAnswer> ReadAsync(Stream ndjson, AnswerBounds bounds) => NodeAnswer.ReadAsync(
        new NodeAnswerSource { Node = "n1", Archive = "main", Run = "7" },
        ndjson,
        bounds,
        CancellationToken.None);

    private static TestCaseData Case(string name, string[] lines, string words) => new TestCaseData(lines, words).SetArgDisplayNames(name);

    private static byte[] Text(string[] lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    private static string Moved(string hole) => hole
        .Replace("22:00:01", "22:01:01", StringComparison.Ordinal).Replace("22:00:02", "22:01:02", StringComparison.Ordinal);

    private static string Named(string record, string channel, bool full = false)
    {
        var named = record.Replace("\"a\"", $"\"{channel}\"", StringComparison.Ordinal);
        return full
            ? named.Replace(":1000000", ":0", StringComparison.Ordinal).Replace("8000000", "10000000", StringComparison.Ordinal)
            : named;
    }
}
