using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Ledger;
using SegmentPipeline.Replicas;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>Passes over archives on disk.</summary>
[Platform("Linux")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ReplicaWorkTests
{
    private const string Hour = "2026-03-28T22";

    private readonly ArchiveBuilder _here = new();
    private readonly ArchiveBuilder _there = new();

    private string Ledger => Path.Combine(Path.GetDirectoryName(_here.Root)!, "a.db");

    [SetUp]
    public void LayOut()
    {
        foreach (var at in (int[])[0, 1, 3]) Write(_here, at);
        foreach (var at in (int[])[0, 1, 2, 3, 4]) Write(_there, at);
    }

    [TearDown]
    public void Remove()
    {
        _here.Dispose();
        _there.Dispose();
    }

    [Test]
    public async Task Pass_ThatFills_PublishesWhatIsMissingAndTellsWhatIsLeft()
    {
        await using var work = Work(new ScheduledFill());
        var tally = new PassTally(["node2"]);

        await work.RunAsync(tally, CancellationToken.None);

        Assert.That(NamesOf(_here), Is.EqualTo(NamesOf(_there)));
        Assert.That((tally.Filled!.Published, tally.Filled.HolesClosedMicroseconds), Is.EqualTo((2L, 2_000_000L)));
        var copy = tally.Replicas[0];
        Assert.That((copy.Missing, copy.Counts.Published, copy.Cause), Is.EqualTo((2L, 2L, (string?)null)));
        Assert.That((tally.Compared!.Holes, tally.Compared.Complete), Is.EqualTo((0L, true)));
    }

    [Test]
    public async Task Pass_AfterOthers_FetchesNothingMoreAndStillTellsWhatTheCopyLacks()
    {
        Write(_here, 9);
        await using var work = Work(new ScheduledFill());
        for (var pass = 0; pass < 2; pass++) await work.RunAsync(new PassTally(["node2"]), CancellationToken.None);
        var tally = new PassTally(["node2"]);

        await work.RunAsync(tally, CancellationToken.None);

        Assert.That((tally.Filled!.Wanted, tally.Replicas[0].Missing, tally.Replicas[0].Extra), Is.EqualTo((0L, 0L, 1L)));
    }

    [Test]
    public async Task Pass_ThatOnlyCompares_WritesNothing()
    {
        await using var work = Work(fill: null);
        var before = NamesOf(_here);
        var tally = new PassTally(["node2"]);

        await work.RunAsync(tally, CancellationToken.None);

        Assert.That(NamesOf(_here), Is.EqualTo(before));
        Assert.That(tally.Filled, Is.Null);
        Assert.That((tally.Compared!.Missing, tally.Compared.Microseconds.Fillable), Is.EqualTo((2L, 2_000_000L)));
    }

    [Test]
    public async Task Pass_OverAnArchiveThatIsNotTheLedgers_WritesNothing()
    {
        await AuditAsync(_here.Root);
        using var other = new ArchiveBuilder();
        other.File("another", "quality", "2020-01-01T00", SegmentNames.Full("00:00"));
        var before = Directory.GetFiles(other.Root, "*", SearchOption.AllDirectories);
        await using var work = Work(new ScheduledFill(), other.Root);

        await Assert.ThatAsync(
            () => work.RunAsync(new PassTally(["node2"]), CancellationToken.None),
            Throws.InstanceOf<LedgerException>());
        Assert.That(Directory.GetFiles(other.Root, "*", SearchOption.AllDirectories), Is.EqualTo(before));
    }

    [Test]
    public async Task Pass_WhileTheRootIsAway_FailsAndTheNextDoesNot()
    {
        await using var work = Work(new ScheduledFill());
        Directory.Move(_here.Root, _here.Root + ".away");

        await Assert.ThatAsync(
            () => work.RunAsync(new PassTally(["node2"]), CancellationToken.None),
            Throws.InstanceOf<FillException>().With.Message.Contains(_here.Root));
        Assert.That(Directory.Exists(_here.Root), Is.False);

        Directory.Move(_here.Root + ".away", _here.Root);
        var tally = new PassTally(["node2"]);
        await work.RunAsync(tally, CancellationToken.None);
        Assert.That(tally.Filled!.Published, Is.EqualTo(2));
    }

    /// <remarks>One hole is closed by the recorder itself, the other by the other node.</remarks>
    [Test]
    public async Task Hole_ThatAPassHeals_IsHealedInTheNextAuditFromWhomItCame()
    {
        foreach (var at in (int[])[6, 8]) Write(_here, at);
        await AuditAsync(_here.Root);
        Write(_here, 7);
        await using var work = Work(new ScheduledFill());
        var tally = new PassTally(["node2"]);
        await work.RunAsync(tally, CancellationToken.None);
        Assert.That(
            AuditLedger.TryRecordFills(Ledger, _here.Root, [tally.Fill.ToFill(default, default, LedgerRunStatus.Failed)]),
            Is.True);

        var healed = (await AuditAsync(_here.Root)).OfType<DeltaRecord>().Where(delta => delta.Change != DeltaChange.New);

        Assert.That(
            healed.Select(delta => $"{delta.Change} {delta.Previous!.Value.Start.ToString()[17..19]} {string.Join('+', delta.Replicas)}"),
            Is.EqualTo(["Healed 04 node2", "Shrunk 08 node2", "Healed 14 "]));
    }

    [Test]
    public async Task Copy_ThatIsNotThere_IsToldAndDoesNotHoldUpAnother()
    {
        await using var work = Work(new ScheduledFill(), also: new ScheduledReplica { Name = "gone", Location = _there.Root + ".gone" });
        var tally = new PassTally(["node2", "gone"]);

        await work.RunAsync(tally, CancellationToken.None);

        Assert.That(tally.Replicas[0].Counts.Published, Is.EqualTo(2));
        Assert.That(tally.Replicas[1].Cause, Does.Contain(".gone"));
        Assert.That(tally.Replicas[1].Counts.Errors, Is.EqualTo(1));
        Assert.That((tally.Filled!.Complete, tally.Compared!.Complete), Is.EqualTo((false, false)));
    }

    private static void Write(ArchiveBuilder tree, int at)
    {
        var directory = tree.PathOf("c", "q", Hour);
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, SegmentNames.Full($"00:{2 * at:00}", content: at)), $"content {at}");
    }

    private static string[] NamesOf(ArchiveBuilder tree) =>
        [.. Directory.GetFiles(tree.PathOf("c", "q", Hour)).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private async Task<IReadOnlyList<AuditRecord>> AuditAsync(string root)
    {
        await using var archive = SegmentArchive.Open(root);
        using var ledger = AuditLedger.Open(Ledger, root);
        return await ledger.AuditAsync(archive, new AuditRequest()).ToListAsync();
    }

    private ReplicaWork Work(ScheduledFill? fill, string? root = null, ScheduledReplica? also = null)
    {
        var archive = new ScheduledArchive
        {
            Name = "a",
            Replicas = [new() { Name = "node2", Location = _there.Root }, .. also is null ? [] : new[] { also }],
            Fill = fill,
        };
        archive.Audit.Root = root ?? _here.Root;
        archive.Audit.Ledger = Ledger;
        var clients = new ServiceCollection().AddSegmentPeers().BuildServiceProvider().GetRequiredService<IHttpClientFactory>();
        return new ReplicaWork(archive, clients, TimeProvider.System);
    }
}
