using SegmentPipeline.Testing;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>The same with all that can be wrong with a file system, over an archive in memory: hours that cannot be read for a night, names
/// of any bytes.</summary>
internal sealed class UnreadablePropertyTests
{
    private const int Batches = 5;
    private const int SequencesEach = 40;
    private const int Nights = 4;
    private static readonly int FirstSeed = TestContext.Parameters.Get("firstSeed", 1);

    private static IEnumerable<int> FirstSeeds() => Enumerable.Range(0, Batches).Select(batch => FirstSeed + batch * SequencesEach);

    [TestCaseSource(nameof(FirstSeeds))]
    public async Task Audit_WithALedgerWhileHoursAreUnreadable_IsByteEqualToAFullOne(int firstSeed)
    {
        for (var seed = firstSeed; seed < firstSeed + SequencesEach; seed++) await CompareAsync(ArchiveFaker.WithFaults(seed), seed);
    }

    private static async Task CompareAsync(FakedArchive faked, int seed)
    {
        if (!new NaiveAudit(faked.Tree, faked.Request, faked.Now).IsArchive) return;
        var random = new Random(seed);
        using var room = new LedgerRoom();
        var reader = new InMemoryReader(faked.Tree);
        await using var opened = OpenedArchive.Open(reader, faked.Now);
        for (var night = 0; night < Nights; night++)
        {
            if (night > 0) reader.Change(tree => Toggle(tree, random));
            var full = await Night.OfAsync(opened.Archive.AuditAsync(faked.Request, faked.Context));
            using var ledger = AuditLedger.Open(room.Ledger, opened.Archive.Root, new AuditLedgerOptions { TimeProvider = new FixedTimeProvider(faked.Now) });
            var recorded = await Night.OfAsync(ledger.AuditAsync(opened.Archive, faked.Request, faked.Context));

            Assert.That(recorded.Failure?.Message, Is.EqualTo(full.Failure?.Message), $"seed {seed}, night {night}");
            if (full.Failure is not null) continue;
            Assert.That(await recorded.PlainAsync(full.Summary.Exit), Is.EqualTo(await full.PlainAsync()), $"seed {seed}, night {night}\n{faked}");
            if (full.Summary.Findings.Unreadable > 0) Assert.That(recorded.Summary.Exit, Is.EqualTo(ExitCode.Incomplete));
        }
    }

    /// <summary>An hour loses or gets back its permission, which changes its directory's times, or a file.</summary>
    private static void Toggle(ArchiveTree tree, Random random)
    {
        var hours = (from channel in tree.Root.Entries
                     where channel.Directory is not null
                     from quality in channel.Directory!.Entries
                     where quality.Directory is not null
                     from hour in quality.Directory!.Entries
                     where hour.Directory is { GoneWhenListed: false }
                     select hour.Directory!).ToList();
        if (hours.Count == 0) return;
        var chosen = hours[random.Next(hours.Count)];
        if (random.Next(2) == 0) chosen.Unreadable = chosen.Unreadable is null ? "Permission denied" : null;
        if (chosen.Entries.Count > 0 && random.Next(2) == 0) chosen.Remove(chosen.Entries[random.Next(chosen.Entries.Count)].RawName);
        else chosen.File(SegmentNames.Full($"{random.Next(60):D2}:{random.Next(60):D2}", content: random.Next()));
    }
}
