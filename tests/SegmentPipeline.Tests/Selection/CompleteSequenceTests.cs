using System.Globalization;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Selection;

/// <summary>The most complete sequence: what the rule says, and every set of segments that could have been.</summary>
internal sealed class CompleteSequenceTests
{
    private const string PreviousHour = "2026-03-28T21";
    private const string ThisHour = "2026-03-28T22";
    private const int CasesOfASeed = 100;
    private const long Second = 1_000_000;
    private static readonly StreamId Stream = new("c", "q");
    private static readonly Timestamp Border = Timestamp.Parse(ThisHour);
    private static readonly CaseFloor Holes = new(500);
    private static readonly CaseFloor Different = new(500);

    [Test]
    public async Task Complete_SuspectsHalfASecondOff_DoNotHideAChainOfFullOnes()
    {
        var tree = new ArchiveTree();
        Add(tree, -500_000, 2 * Second, SegmentKind.Suspect);
        for (var start = 0L; start < 60 * Second; start += 2 * Second)
        {
            Add(tree, start, 2 * Second, SegmentKind.Full);
            Add(tree, start + 1_500_000, 2 * Second, SegmentKind.Suspect);
        }

        var compatible = await Select(tree, 0, 60 * Second, SequencePreference.Compatible);
        var complete = await Select(tree, 0, 60 * Second, SequencePreference.Complete);

        Assert.That(FullMicroseconds(compatible), Is.Zero);
        Assert.That(compatible.Holes, Has.Count.EqualTo(compatible.Segments.Count));
        Assert.That(FullMicroseconds(complete), Is.EqualTo(60 * Second));
        Assert.That(complete.Holes, Is.Empty);
        Assert.That((compatible.Preference, complete.Preference), Is.EqualTo((SequencePreference.Compatible, SequencePreference.Complete)));
    }

    [TestCase(10_000, 2, TestName = "Complete_OverlapOfTheTolerance_IsASequence")]
    [TestCase(10_001, 1, TestName = "Complete_OverlapBeyondTheTolerance_IsNone")]
    public async Task Complete_Overlap(int overlap, int segments)
    {
        var tree = new ArchiveTree();
        Add(tree, 0, 2 * Second, SegmentKind.Full);
        Add(tree, 2 * Second - overlap, 2 * Second, SegmentKind.Full);

        var sequence = await Select(tree, 0, 4 * Second, SequencePreference.Complete);

        Assert.That(sequence.Segments, Has.Count.EqualTo(segments));
    }

    [TestCase(10_000, 0, TestName = "Complete_GapOfTheTolerance_IsNoHole")]
    [TestCase(10_001, 1, TestName = "Complete_GapBeyondTheTolerance_IsAHole")]
    public async Task Complete_Gap(int gap, int holes)
    {
        var tree = new ArchiveTree();
        Add(tree, 0, 2 * Second, SegmentKind.Full);
        Add(tree, 2 * Second + gap, 2 * Second, SegmentKind.Full);

        var sequence = await Select(tree, 0, 4 * Second, SequencePreference.Complete);

        Assert.That(sequence.Segments, Has.Count.EqualTo(2));
        Assert.That(sequence.Holes, Has.Count.EqualTo(holes));
    }

    [TestCase(10_000, 0, TestName = "Complete_NextWithinTheToleranceBehindTheEnd_LeavesNoHole")]
    [TestCase(10_001, 1, TestName = "Complete_NextBeyondTheToleranceBehindTheEnd_LeavesOne")]
    public async Task Complete_BehindTheEnd(int gap, int holes)
    {
        var tree = new ArchiveTree();
        Add(tree, 0, 2 * Second - 1, SegmentKind.Full);
        Add(tree, 2 * Second - 1 + gap, 2 * Second, SegmentKind.Full);

        var compatible = await Select(tree, 0, 2 * Second, SequencePreference.Compatible);
        var complete = await Select(tree, 0, 2 * Second, SequencePreference.Complete);

        Assert.That(complete.Holes, Has.Count.EqualTo(holes));
        Assert.That(complete.Segments, Is.EqualTo(compatible.Segments));
    }

    [Test]
    public async Task Complete_OfTwinsThatNothingElseTellsApart_TakesTheOneThatIsBestOfItsStart()
    {
        var tree = new ArchiveTree();
        var names = Enumerable.Range(0, 4).Select(content => SegmentNames.Full("00:00", "2.0", content)).Order(StringComparer.Ordinal).ToList();
        foreach (var name in names) tree.Hour(ThisHour).File(name, sizeBytes: name == names[2] ? 9 : 1);

        var sequence = await Select(tree, 0, 2 * Second, SequencePreference.Complete);

        Assert.That(sequence.Segments.Single().Name, Is.EqualTo(names[2]));
    }

    [Test]
    public async Task Complete_ShorterOnesOfOneStart_AreTakenWhereTheyMakeMore()
    {
        var tree = new ArchiveTree();
        Add(tree, 0, 3 * Second, SegmentKind.Full);
        Add(tree, 0, 2 * Second, SegmentKind.Full);
        Add(tree, 2 * Second, 4 * Second, SegmentKind.Full);

        var sequence = await Select(tree, 0, 6 * Second, SequencePreference.Complete);

        Assert.That(FullMicroseconds(sequence), Is.EqualTo(6 * Second));
    }

    [Test]
    public async Task Complete_TwentyThousandThatAllReachOverTheNext_AreSelectedLikeTheirFullHalf()
    {
        var tree = new ArchiveTree();
        for (var i = 0L; i < 10_000; i++)
        {
            Add(tree, i * 300_000, 305_000, SegmentKind.Full);
            Add(tree, i * 300_000 + 150_000, 305_000, SegmentKind.Suspect);
        }

        var sequence = await Select(tree, 0, 3000 * Second, SequencePreference.Complete);

        Assert.That(sequence.Segments, Has.Count.EqualTo(10_000));
        Assert.That(sequence.Segments.All(segment => segment.Kind == SegmentKind.Full));
    }

    [TestCaseSource(nameof(SeedsOfCases))]
    public async Task Complete_MadeUpSegments_AreThoseThatNoOtherSetBeats(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < CasesOfASeed; i++)
        {
            var tree = MakeUp(random);
            var (start, end) = (random.Next(0, 8) * Second + Jitter(random), random.Next(2, 12) * Second + Jitter(random));
            var range = TimeRange.Unordered(Border.AddMicroseconds(start), Border.AddMicroseconds(end));
            var naive = new NaiveCompleteSequence(
                range.Start.UnixMicroseconds, range.End.UnixMicroseconds, AuditDefaults.ToleranceMicroseconds);
            var hours = new NaiveAudit(tree, new AuditRequest(), FixedTimeProvider.FarAfter.Now).Streams.Single().Hours;

            var actual = await Select(tree, start, end, SequencePreference.Complete);

            var expected = naive.Of(hours).Select(Shown).ToList();
            Assert.That(Shown(actual), Is.EqualTo(expected), $"seed {seed}, case {i}, {range}\n{tree}");
            Holes.Count(actual.Holes.Count);
            var compatible = await Select(tree, start, end, SequencePreference.Compatible);
            if (!compatible.Segments.SequenceEqual(actual.Segments)) Different.Count();
        }
    }

    [Test]
    [DependsOnTest(nameof(Complete_MadeUpSegments_AreThoseThatNoOtherSetBeats))]
    public void MadeUpSegments_HaveHoles_AndAreOftenNotTheCompatibleOnes()
    {
        Holes.Verify();
        Different.Verify();
    }

    private static IEnumerable<int> SeedsOfCases() => Seeds.InARow(40);

    private static ArchiveTree MakeUp(Random random)
    {
        long[] durations = [0, 4_000, 20_000, 30_000, 500_000, Second, 2 * Second, 2 * Second + 10_000, 3 * Second, 5 * Second];
        var tree = new ArchiveTree();
        tree.Hour(ThisHour);
        var ends = new List<long> { 0 };
        for (var i = random.Next(0, 10); i > 0; i--)
        {
            var start = (random.Next(2) == 0 ? ends[random.Next(ends.Count)] : random.Next(-4, 20) * 500_000L) + Jitter(random);
            var duration = durations[random.Next(durations.Length)] + (random.Next(3) == 0 ? random.Next(-3, 4) : 0);
            ends.Add(start + Math.Max(0, duration));
            Add(tree, start, Math.Max(0, duration), (SegmentKind)random.Next(1, 4), random.Next(3), random.Next(3));
        }

        return tree;
    }

    private static long Jitter(Random random)
    {
        long[] steps = [0, 0, 0, 1, -1, 10_000, -10_000, 10_001, -10_001, -5_000, 5_000];
        return steps[random.Next(steps.Length)];
    }

    private static void Add(ArchiveTree tree, long start, long duration, SegmentKind kind, int content = 0, long sizeBytes = 1)
    {
        var (hour, inHour) = start < 0 ? (PreviousHour, start + Timestamp.MicrosecondsPerHour) : (ThisHour, start);
        tree.Hour(hour).File(SegmentNames.At(inHour, duration, kind, content), sizeBytes);
    }

    private static async Task<SegmentSequence> Select(ArchiveTree tree, long start, long end, SequencePreference preference)
    {
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory);
        var request = new SelectionRequest
        {
            Stream = Stream,
            Range = TimeRange.Unordered(Border.AddMicroseconds(start), Border.AddMicroseconds(end)),
            Preference = preference,
        };
        return await opened.Archive.SelectAsync(request, CancellationToken.None);
    }

    private static long FullMicroseconds(SegmentSequence sequence) => sequence.Segments
        .Where(segment => segment.Kind == SegmentKind.Full)
        .Sum(segment => segment.Range.Intersect(sequence.Range).Microseconds);

    private static List<string> Shown(SegmentSequence sequence)
    {
        var items = sequence.Segments.Select(segment => segment.Path).ToList();
        foreach (var hole in sequence.Holes.Reverse()) items.Insert(hole.BeforeSegment, Shown(hole.Range, hole.Reason));
        return items;
    }

    private static string Shown(NaiveSequence.Item item) => item.Segment?.Path ?? Shown(item.Hole, item.Reason);

    private static string Shown(TimeRange hole, HoleReason reason) => string.Create(CultureInfo.InvariantCulture, $"{reason} {hole}");
}
