using System.Text.Json;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Replicas.Tests.Comparing;

/// <summary>Comparing made-up copies tells what a naive computation of sets and ranges tells.</summary>
internal sealed class ComparisonTests
{
    private const int SeedsOfACase = 25;
    private const int HttpEvery = 10;

    private static IEnumerable<int> Batches => Enumerable.Range(0, 24);

    [TestCaseSource(nameof(Batches))]
    public async Task Compare_OfMadeUpCopies_TellsWhatSetsTell(int batch)
    {
        foreach (var seed in Seeds.InARow(SeedsOfACase).Select(seed => seed + batch * SeedsOfACase))
        {
            using var faked = FakedCopies.Make(seed);
            await using var opened = await OpenedCopies.OpenAsync(faked, isOverHttp: seed % HttpEvery == 0);
            await CheckAsync(faked, opened);
        }
    }

    private static async Task CheckAsync(FakedCopies faked, OpenedCopies opened)
    {
        var copies = faked.Roots.Select(CopyOnDisk.Read).ToList();
        var replicas = opened.ReplicasOf(0);
        var records = new List<CopyRecord>();
        await foreach (var record in opened.Archives[0].CompareAsync(replicas, faked.Request)) records.Add(record);

        var (sets, verdicts) = (new NaiveComparison(copies, faked.Request), new NaiveVerdicts(copies, faked.Request));
        var names = replicas.Select(replica => replica.Name).ToList();
        var expected = new List<CopyRecord>();
        foreach (var stream in sets.Streams)
        {
            expected.AddRange(names.Select((name, at) => sets.Compare(0, at + 1, stream, name)));
            expected.AddRange(verdicts.ReadAll(stream, names));
        }

        Assert.That(
            string.Join('\n', records.SkipLast(1).Select(Text)),
            Is.EqualTo(string.Join('\n', expected.Select(Text))),
            $"seed {faked.Seed}");
        CheckEnd(records, $"seed {faked.Seed}");
    }

    private static void CheckEnd(List<CopyRecord> records, string seed)
    {
        var end = (ComparedRecord)records[^1];
        var replicas = records.OfType<ReplicaRecord>().ToList();
        var parts = records.OfType<VerdictRecord>().SelectMany(verdict => verdict.Parts).ToList();
        Assert.That(end.Missing, Is.EqualTo(replicas.Sum(replica => replica.Missing)), seed);
        Assert.That(end.Extra, Is.EqualTo(replicas.Sum(replica => replica.Extra)), seed);
        Assert.That(end.Complete, Is.True, seed);
        Assert.That(
            end.Microseconds,
            Is.EqualTo(new VerdictMicroseconds
            {
                Fillable = Sum(HoleVerdict.Fillable),
                Lower = Sum(HoleVerdict.Lower),
                Unknown = Sum(HoleVerdict.Unknown),
                Nowhere = Sum(HoleVerdict.Nowhere),
            }),
            seed);
        foreach (var verdict in records.OfType<VerdictRecord>())
        {
            Assert.That(
                verdict.Parts.Sum(part => part.End.MicrosecondsSince(part.Start)),
                Is.EqualTo(verdict.Hole.Microseconds),
                $"{seed}: parts add up to their hole");
        }

        long Sum(HoleVerdict verdict) => parts.Where(part => part.Verdict == verdict).Sum(part => part.End.MicrosecondsSince(part.Start));
    }

    private static string Text(CopyRecord record) => JsonSerializer.Serialize(record);
}
