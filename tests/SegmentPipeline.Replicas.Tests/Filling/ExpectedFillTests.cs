using SegmentPipeline.Replicas.Tests.Comparing;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Replicas.Tests.Filling;

/// <summary>Filling where not everything is expected: what is missing is fetched all the same, unless only holes are asked for.</summary>
[Platform("Linux")]
internal sealed class ExpectedFillTests
{
    private const int SeedsOfACase = 25;

    /// <summary>The first hole of the archive that lacks every second segment.</summary>
    private static readonly TimeRange FirstHole = Range("2026-03-28T10:07:30", "2026-03-28T10:15:00");

    private readonly CaseFloor _wanted = new(100);
    private readonly CaseFloor _left = new(100);

    private static IEnumerable<int> Batches => Enumerable.Range(0, 8);

    [TestCaseSource(nameof(Batches))]
    public async Task DryRun_OfExpectedHoles_WouldFetchWhatCoversThem(int batch)
    {
        foreach (var seed in Seeds.InARow(SeedsOfACase).Select(seed => seed + batch * SeedsOfACase))
        {
            using var faked = FakedCopies.Make(seed);
            await using var opened = await OpenedCopies.OpenAsync(faked, isOverHttp: false);
            var copies = faked.Roots.Select(CopyOnDisk.Read).ToList();
            var request = faked.Request with { Expectation = ExpectedComparisonTests.ExpectationOf(faked, copies) };
            await CheckAsync(copies, request, opened, seed);
        }
    }

    [Test]
    [DependsOnTest(nameof(DryRun_OfExpectedHoles_WouldFetchWhatCoversThem))]
    public void DryRuns_ThatWereChecked_WouldFetchOftenAndNotAll()
    {
        _wanted.Verify();
        _left.Verify();
    }

    [TestCase(0, 0)]
    [TestCase(1, 1)]
    public async Task OnlyHoles_OfWhatIsExpectedUpToTheStartOfAHole_BeginsWithItsFirstMicrosecond(long after, int segments)
    {
        await using var here = new LackingArchive();
        var end = FirstHole.Start.AddMicroseconds(after);

        var records = await FillAsync(here, Range("2026-03-28T00", end.ToString()), onlyHoles: true);

        Assert.That(((FilledRecord)records[^1]).Published, Is.EqualTo(segments), $"{LackingArchive.TextOf(records)}");
        Assert.That(((FilledRecord)records[^1]).HolesClosedMicroseconds, Is.EqualTo(after));
        here.Check(here.Missing.Take(segments));
    }

    [TestCase(0, 0)]
    [TestCase(-1, 1)]
    public async Task OnlyHoles_OfWhatIsExpectedFromTheEndOfAHole_EndsWithItsLastMicrosecond(long before, int segments)
    {
        await using var here = new LackingArchive();
        var start = FirstHole.End.AddMicroseconds(before);

        var records = await FillAsync(here, Range(start.ToString(), "2026-03-28T10:20"), onlyHoles: true);

        Assert.That(((FilledRecord)records[^1]).Published, Is.EqualTo(segments), $"{LackingArchive.TextOf(records)}");
        Assert.That(((FilledRecord)records[^1]).HolesClosedMicroseconds, Is.EqualTo(-before));
        here.Check(here.Missing.Take(segments));
    }

    [Test]
    public async Task Compare_OfABorderInAHole_CutsItToTheMicrosecond()
    {
        await using var here = new LackingArchive();
        var cut = Range("2026-03-28T10:09:59.999999", "2026-03-28T10:10:00.000001");
        var request = new CompareRequest { Expectation = FakedExpectation.OfAll(cut) };

        var records = new List<CopyRecord>();
        await foreach (var record in here.Archive.CompareAsync([here.Good()], request)) records.Add(record);

        var verdict = records.OfType<VerdictRecord>().Single();
        Assert.That(verdict.Hole, Is.EqualTo(cut), "two microseconds are a hole, since the gap they are cut from is longer than the tolerance");
        Assert.That(verdict.Parts.Single().Verdict, Is.EqualTo(HoleVerdict.Fillable));
        Assert.That(((ComparedRecord)records[^1]).Microseconds.Fillable, Is.EqualTo(2));
        Assert.That(((ComparedRecord)records[^1]).Missing, Is.EqualTo(here.Missing.Count), "a copy is a copy");
    }

    [Test]
    public async Task Fill_OfWhatIsNeverExpected_FetchesAllThatIsMissing()
    {
        await using var here = new LackingArchive();

        var records = await FillAsync(here, expected: null, onlyHoles: false);

        Assert.That(((FilledRecord)records[^1]).HolesClosedMicroseconds, Is.Zero);
        here.Check(here.Missing);
    }

    [TestCase(FillFailure.AnyHole)]
    [TestCase(FillFailure.Nowhere)]
    public async Task Exit_WhenOnlyTimeThatNobodyExpectsIsMissing_IsZero(FillFailure failsOn)
    {
        await using var here = new LackingArchive();
        File.Delete(Path.Combine(here.GoodRoot, here.Missing[0]));

        var (always, never) = (Range("2026-03-28T00", "2026-03-29T00"), Range("2026-03-28T10:15", "2026-03-28T10:16"));
        var expected = await FillAsync(here, always, onlyHoles: true, failsOn);
        var unexpected = await FillAsync(here, never, onlyHoles: true, failsOn);

        Assert.That((((FilledRecord)expected[^1]).Exit, ((FilledRecord)unexpected[^1]).Exit), Is.EqualTo((1, 0)));
    }

    private async Task CheckAsync(List<CopyOnDisk> copies, CompareRequest request, OpenedCopies opened, int seed)
    {
        var fill = new FillRequest { Copies = request, DryRun = true, OnlyHoles = true, AcceptTombstones = true };
        var records = new List<CopyRecord>();
        await foreach (var record in opened.Archives[0].FillAsync(opened.ReplicasOf(0), fill)) records.Add(record);

        var wanted = records.OfType<FillRecord>().Where(record => record.State == FillState.Wanted).Select(record => record.Path).ToList();
        var (sets, verdicts) = (new NaiveComparison(copies, request), new NaiveVerdicts(copies, request));
        var names = opened.ReplicasOf(0).Select(replica => replica.Name).ToList();
        var holes = sets.Streams.ToDictionary(
            stream => stream,
            stream => verdicts.ReadAll(stream, names).Select(verdict => verdict.Hole).ToList(),
            StringComparer.Ordinal);
        var missing = Enumerable.Range(1, copies.Count - 1).SelectMany(there => sets.AllMissing(0, there)).Distinct().ToList();
        var expected = missing.FindAll(path =>
            holes[StreamOf(path)].Exists(hole => !hole.Intersect(NaiveComparison.RangeOf(path)).IsEmpty));
        Assert.That(wanted, Is.EquivalentTo(expected), $"seed {seed}");
        Assert.That(((FilledRecord)records[^1]).Wanted, Is.EqualTo(expected.Count), $"seed {seed}");
        if (wanted.Count > 0) _wanted.Count();
        if (wanted.Count < missing.Count) _left.Count();
    }

    private static Task<List<CopyRecord>> FillAsync(
        LackingArchive here,
        TimeRange? expected,
        bool onlyHoles,
        FillFailure failsOn = FillFailure.Nowhere)
    {
        var copies = new CompareRequest { Expectation = FakedExpectation.OfAll(expected is { } range ? [range] : []) };
        return here.FillAsync(new FillRequest { Copies = copies, OnlyHoles = onlyHoles, FailsOn = failsOn }, here.Good());
    }

    private static string StreamOf(string path) => string.Join('/', path.Split('/').Take(2));

    private static TimeRange Range(string start, string end) => new(Timestamp.Parse(start), Timestamp.Parse(end));
}
