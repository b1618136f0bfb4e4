using SegmentPipeline.Testing;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>The same with all that can be wrong with a file system, over an archive in memory: hours that cannot be read for a night, names
/// of any bytes.</summary>
internal sealed class UnreadablePropertyTests
{
    private const int Nights = 4;
    private readonly CaseFloor _compared = new(700);
    private readonly CaseFloor _unreadable = new(300);

    private static IEnumerable<int> Archives => Seeds.InARow(200);

    [TestCaseSource(nameof(Archives))]
    public async Task Audit_WithALedgerWhileHoursAreUnreadable_IsByteEqualToAFullOne(int seed)
    {
        var faked = ArchiveFaker.WithFaults(seed);
        var random = new Random(seed);
        using var room = new LedgerRoom();
        var reader = new InMemoryReader(faked.Tree);
        await using var opened = OpenedArchive.Open(reader, faked.Now);
        for (var night = 0; night < Nights; night++)
        {
            if (night > 0) reader.Change(tree => Toggle(tree, random));
            var full = await Night.OfAsync(opened.Archive.AuditAsync(faked.Request, faked.Context));
            using var ledger = AuditLedger.Open(
                room.Ledger,
                opened.Archive.Root,
                new AuditLedgerOptions { TimeProvider = new FixedTimeProvider(faked.Now) }
            );
            var recorded = await Night.OfAsync(ledger.AuditAsync(opened.Archive, faked.Request, faked.Context));

            Assert.That(recorded.Failure?.Message, Is.EqualTo(full.Failure?.Message), $"seed {seed}, night {night}");
            if (full.Failure is not null) continue;
            Assert.That(
                await recorded.PlainAsync(full.Summary.Outcome),
                Is.EqualTo(await full.PlainAsync()),
                $"seed {seed}, night {night}\n{faked}");
            _compared.Count();
            if (full.Summary.Findings.Unreadable == 0) continue;
            Assert.That(recorded.Summary.Outcome, Is.EqualTo(AuditOutcome.Incomplete), $"seed {seed}, night {night}");
            _unreadable.Count();
        }
    }

    [Test]
    [DependsOnTest(nameof(Audit_WithALedgerWhileHoursAreUnreadable_IsByteEqualToAFullOne))]
    public void Nights_ThatWereCompared_AreMany()
    {
        _compared.Verify();
        _unreadable.Verify();
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
