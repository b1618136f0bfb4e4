using System.Text.Json;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Replicas.Tests.Merging;

/// <summary>Merging made-up answers tells what a naive merge of pieces of time tells.</summary>
internal sealed class FleetMergeTests
{
    private const int SeedsOfACase = 100;

    private static IEnumerable<int> Batches => Enumerable.Range(0, 20);

    [TestCaseSource(nameof(Batches))]
    public void Merge_OfMadeUpFleets_TellsWhatPiecesTell(int batch)
    {
        foreach (var seed in Seeds.InARow(SeedsOfACase).Select(seed => seed + batch * SeedsOfACase))
        {
            var faked = FakedFleet.Make(seed);
            var answers = faked.Nodes.Select(node => node.ToAnswer()).ToList();

            var records = FleetMerge.Merge(answers, faked.Request).ToList();

            var expected = new NaiveFleet(faked.Nodes, faked.Request).Records();
            Assert.That(Texts(records), Is.EqualTo(Texts(expected)), $"seed {seed}");
            CheckSums(records, $"seed {seed}");
            CheckOrderOfAnswers(answers, faked.Request, records, $"seed {seed}");
        }
    }

    /// <summary>What made-up fleets have among them: without it the test above would say little.</summary>
    [Test]
    public void MadeUpFleets_HaveEveryKindOfRecordAndEnding()
    {
        var records = Enumerable.Range(1, 2000).Select(FakedFleet.Make)
            .SelectMany(faked => FleetMerge.Merge([.. faked.Nodes.Select(node => node.ToAnswer())], faked.Request)).ToList();

        Assert.That(records.OfType<FleetSummaryRecord>().Select(end => end.Exit).Distinct().Order(), Is.EqualTo(Enumerable.Range(0, 4)));
        Assert.That(records.OfType<FleetHoleRecord>().Count(), Is.GreaterThan(100));
        Assert.That(records.OfType<SingleRecord>().Count(), Is.GreaterThan(1000));
        Assert.That(records.OfType<ThinRecord>().Count(thin => thin.Nodes.Count > 1), Is.GreaterThan(1000));
        var parts = records.OfType<FleetVerdictRecord>().SelectMany(one => one.Parts);
        Assert.That(parts.Select(part => part.Verdict).Distinct().Count(), Is.EqualTo(4));
        Assert.That(records.OfType<FleetStreamRecord>().Count(stream => stream.Window is null), Is.Positive);
    }

    [Test]
    public void Merge_OfNoNodes_IsIncomplete()
    {
        var end = (FleetSummaryRecord)FleetMerge.Merge([], new MergeRequest()).Single();

        Assert.That((end.Nodes, end.Complete, end.Exit), Is.EqualTo((0, false, 3)));
    }

    [Test]
    public void Merge_OfTwoAnswersOfOneNode_IsRefusedBeforeAnythingIsTold() =>
        Assert.That(
            () => FleetMerge.Merge([NodeAnswer.Silent("n1", null, "dead"), NodeAnswer.Silent("n1", null, "dead")], new MergeRequest()),
            Throws.ArgumentException.With.Message.Contains("two answers of n1"));

    [TestCase(0, 0, "at least one copy")]
    [TestCase(1, -1, "must not be negative")]
    public void Merge_AskedForWhatCannotBe_IsRefused(int copies, int singleSeconds, string words) =>
        Assert.That(
            () => FleetMerge.Merge([], new MergeRequest { Copies = copies, SingleFrom = TimeSpan.FromSeconds(singleSeconds) }),
            Throws.ArgumentException.With.Message.Contains(words));

    [Test]
    public void Merge_OfAnAnswerThatContradictsItself_IsRefused()
    {
        var range = TimeRange.Parse("2026-03-28T22:00", "2026-03-28T22:01");
        var stream = new StreamAnswer
        {
            Stream = new StreamId("a", "q"),
            Window = range,
            Spans = [new AnswerSpan { Range = new TimeRange(range.Start, range.End.AddMicroseconds(1)), Class = CoverageClass.Missing }],
        };
        var answer = new NodeAnswer { Node = "n1", Complete = true, Streams = [stream] };

        Assert.That(
            () => FleetMerge.Merge([answer], new MergeRequest()),
            Throws.ArgumentException.With.Message.Contains("outside its window"));
    }

    /// <summary>Windows from the first year to the last, in so many streams that no number holds their sum.</summary>
    [Test]
    public void Merge_OfSumsThatNoNumberHolds_StopsAtTheLargest()
    {
        var window = new TimeRange(Timestamp.Parse("0001-01-01"), Timestamp.Parse("9999-12-31"));
        var answer = new NodeAnswer
        {
            Node = "n1",
            Complete = true,
            Streams = [.. Enumerable.Range(0, 40).Select(at => new StreamAnswer { Stream = new StreamId($"c{at:D2}", "q"), Window = window })],
        };

        var end = (FleetSummaryRecord)FleetMerge.Merge([answer], new MergeRequest()).Last();

        Assert.That(end.Microseconds.Total, Is.EqualTo(end.Copies.Sum()).And.GreaterThan(window.Microseconds));
    }

    private static void CheckSums(List<FleetRecord> records, string seed)
    {
        foreach (var stream in records.OfType<FleetStreamRecord>())
        {
            var length = stream.Window?.Microseconds ?? 0;
            Assert.That(stream.Microseconds.Total, Is.EqualTo(length), $"{seed}: classes of {stream.Stream} add up to its window");
            Assert.That(stream.Copies.Sum(), Is.EqualTo(length), $"{seed}: copies of {stream.Stream} add up to its window");
            Assert.That(stream.Microseconds.Covered, Is.EqualTo(stream.Copies.Skip(1).Sum()), $"{seed}: who covers covers with a class");
            Assert.That(
                records.OfType<FleetHoleRecord>().Where(hole => hole.Stream == stream.Stream).Sum(hole => hole.Range.Microseconds),
                Is.EqualTo(stream.Microseconds.Missing),
                $"{seed}: holes of {stream.Stream} are what is missing");
        }

        foreach (var verdict in records.OfType<FleetVerdictRecord>())
            Assert.That(verdict.Parts.Sum(part => part.End.MicrosecondsSince(part.Start)), Is.EqualTo(verdict.Hole.Microseconds), seed);
    }

    private static void CheckOrderOfAnswers(List<NodeAnswer> answers, MergeRequest request, List<FleetRecord> records, string seed) =>
        Assert.That(
            Texts(FleetMerge.Merge([.. answers.AsEnumerable().Reverse()], request)),
            Is.EqualTo(Texts(records)),
            $"{seed}: the order of answers does not matter");

    private static string Texts(IEnumerable<FleetRecord> records) =>
        string.Join('\n', records.Select(record => JsonSerializer.Serialize(record)));
}
