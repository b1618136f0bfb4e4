using System.Text.Json;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Replicas.Tests.Comparing;

/// <summary>Comparing made-up copies of which not everything is expected: holes end where what is expected ends, and nothing else
/// changes.</summary>
internal sealed class ExpectedComparisonTests
{
    private const int SeedsOfACase = 25;

    private readonly CaseFloor _cut = new(100);
    private readonly CaseFloor _fewer = new(100);

    private static IEnumerable<int> Batches => Enumerable.Range(0, 16);

    [TestCaseSource(nameof(Batches))]
    public async Task Compare_OfWhatIsExpected_TellsTheHolesOfExpectedTimeAndAllThatIsMissing(int batch)
    {
        foreach (var seed in Seeds.InARow(SeedsOfACase).Select(seed => seed + batch * SeedsOfACase))
        {
            using var faked = FakedCopies.Make(seed);
            await using var opened = await OpenedCopies.OpenAsync(faked, isOverHttp: false);
            await CheckAsync(faked, opened);
        }
    }

    [Test]
    [DependsOnTest(nameof(Compare_OfWhatIsExpected_TellsTheHolesOfExpectedTimeAndAllThatIsMissing))]
    public void Copies_ThatWereCompared_HaveHolesThatAreCutAndSuchThatAreGone()
    {
        _cut.Verify();
        _fewer.Verify();
    }

    private async Task CheckAsync(FakedCopies faked, OpenedCopies opened)
    {
        var copies = faked.Roots.Select(CopyOnDisk.Read).ToList();
        var expectation = ExpectationOf(faked, copies);
        var request = faked.Request with { Expectation = expectation };
        var replicas = opened.ReplicasOf(0);
        var without = await RecordsOf(opened.Archives[0].CompareAsync(replicas, faked.Request));
        var with = await RecordsOf(opened.Archives[0].CompareAsync(replicas, request));

        var seed = $"seed {faked.Seed}";
        Assert.That(TextOf(with.OfType<ReplicaRecord>()), Is.EqualTo(TextOf(without.OfType<ReplicaRecord>())), $"{seed}: names");
        var (lines, cut) = (CutVerdicts.LinesOf(with).ToList(), CutVerdicts.LinesOf(without, expectation).ToList());
        Assert.That(string.Join('\n', lines), Is.EqualTo(string.Join('\n', cut)), seed);
        var naive = new NaiveVerdicts(copies, request);
        var streams = new NaiveComparison(copies, request).Streams;
        var expected = streams.SelectMany(stream => naive.ReadAll(stream, [.. replicas.Select(replica => replica.Name)]));
        Assert.That(TextOf(with.OfType<VerdictRecord>()), Is.EqualTo(TextOf(expected)), $"{seed}: against the naive audit");
        CheckEnd((ComparedRecord)with[^1], (ComparedRecord)without[^1], with, seed);
        Count(CutVerdicts.LinesOf(without).ToHashSet(StringComparer.Ordinal), lines);
    }

    /// <summary>Ranges that begin and end about where holes and segments here do.</summary>
    internal static FakedExpectation ExpectationOf(FakedCopies faked, IReadOnlyList<CopyOnDisk> copies)
    {
        var settled = Timestamp.FromDateTimeOffset(faked.Request.TimeProvider.GetUtcNow() - faked.Request.Settle);
        return ExpectationFaker.For(new NaiveVerdicts(copies, faked.Request).StreamsOf(0), settled.UnixMicroseconds, faked.Seed);
    }

    private static void CheckEnd(ComparedRecord with, ComparedRecord without, List<CopyRecord> records, string seed)
    {
        var verdicts = records.OfType<VerdictRecord>().ToList();
        var sums = with.Microseconds;
        Assert.That(
            sums.Fillable + sums.Lower + sums.Unknown + sums.Nowhere,
            Is.EqualTo(verdicts.Sum(verdict => verdict.Hole.Microseconds)),
            seed);
        Assert.That(with.Holes, Is.EqualTo(verdicts.Count), seed);
        Assert.That((with.Streams, with.Missing, with.Extra), Is.EqualTo((without.Streams, without.Missing, without.Extra)), seed);
    }

    private void Count(HashSet<string> before, List<string> after)
    {
        if (after.Exists(line => line.Contains(" hole ", StringComparison.Ordinal) && !before.Contains(line))) _cut.Count();
        if (after.Count < before.Count) _fewer.Count();
    }

    private static async Task<List<CopyRecord>> RecordsOf(IAsyncEnumerable<CopyRecord> told)
    {
        var records = new List<CopyRecord>();
        await foreach (var record in told) records.Add(record);
        return records;
    }

    private static string TextOf(IEnumerable<CopyRecord> records) =>
        string.Join('\n', records.Select(record => JsonSerializer.Serialize(record)));
}
