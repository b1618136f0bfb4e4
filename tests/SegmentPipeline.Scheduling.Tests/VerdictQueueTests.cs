using System.Globalization;
using Microsoft.Extensions.Logging.Testing;
using SegmentPipeline.Ledger;
using SegmentPipeline.Replicas;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>What comparisons say of holes on its way into the ledger.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class VerdictQueueTests : IDisposable
{
    private const string Hour = "2026-03-28T22";

    private static readonly StreamId Stream = new("c", "q");

    private readonly ArchiveBuilder _archive = new();
    private readonly FakeLogger _log = new();
    private readonly VerdictQueue _queue;

    public VerdictQueueTests()
    {
        foreach (var at in (string[])["00:00", "00:04"]) _archive.File("c", "q", Hour, SegmentNames.Full(at, "2.0"));
        var scheduled = new ScheduledArchive { Name = "a" };
        scheduled.Audit.Root = _archive.Root;
        scheduled.Audit.Ledger = Ledger;
        _queue = new VerdictQueue(scheduled, TimeProvider.System, _log);
    }

    private string Ledger => Path.Combine(Path.GetDirectoryName(_archive.Root)!, "a.db");

    public void Dispose() => _archive.Dispose();

    [Test]
    public async Task Comparison_IsNotedWithTheHole()
    {
        await AuditAsync();

        _queue.Take([Verdict(HoleVerdict.Fillable, "node2")], At(1000));

        var verdict = Noted()!;
        Assert.That((verdict.Words, verdict.Compared, verdict.Replicas), Is.EqualTo(("fillable", At(1000), (IReadOnlyList<string>)["node2"])));
    }

    [Test]
    public async Task Comparison_BeforeTheFirstAudit_MakesNoLedger_AndIsNotedByThatAudit()
    {
        _queue.Take([Verdict(HoleVerdict.Nowhere)], At(1000));
        Assert.That(File.Exists(Ledger), Is.False);

        await AuditAsync(noting: true);

        Assert.That(Noted()!.Words, Is.EqualTo("nowhere"));
    }

    [Test]
    public async Task Comparison_WhileSomebodyHoldsTheLedger_IsNotedByWhoeverHoldsIt()
    {
        await AuditAsync();
        using (var held = AuditLedger.Open(Ledger, _archive.Root))
        {
            _queue.Take([Verdict(HoleVerdict.Nowhere)], At(1000));
            Assert.That(Noted(), Is.Null);
            _queue.NoteIn(held);
        }

        Assert.That(Noted()!.Words, Is.EqualTo("nowhere"));
    }

    [Test]
    public async Task Comparison_ThatEndsAfterAnAudit_BeforeItLetsGoOfTheLedger_IsNotedThen()
    {
        await AuditAsync();
        using (AuditLedger.Open(Ledger, _archive.Root))
        {
            _queue.Take([Verdict(HoleVerdict.Nowhere)], At(1000));
            _queue.Settle();
            Assert.That(Noted(), Is.Null);
        }

        _queue.Settle();

        Assert.That(Noted()!.Words, Is.EqualTo("nowhere"));
    }

    [Test]
    public async Task Comparison_OfMorePartsThanAreNoted_SaysSo()
    {
        await AuditAsync();

        _queue.Take([Verdict(HoleVerdict.Nowhere, VerdictQueue.Most + 1)], At(1000));

        Assert.That(Noted()!.Words, Is.EqualTo("nowhere"));
        Assert.That(
            _log.Collector.GetSnapshot().Select(record => record.Message),
            Is.EqualTo(["a: only the first 200000 parts of holes get a verdict in the ledger, which notes no more"]));
    }

    [TestCase(VerdictQueue.Few, "1000 1599 1600")]
    [TestCase(VerdictQueue.Few + 1, "1000 1000 1600")]
    public async Task Comparison_OfManyParts_IsNotedOnceInTenMinutes(int parts, string noted)
    {
        await AuditAsync();
        var seen = new List<Timestamp>();
        foreach (var second in (int[])[1000, 1599, 1600])
        {
            _queue.Take([Verdict(HoleVerdict.Nowhere, parts)], At(second));
            seen.Add(Noted()!.Compared);
        }

        Assert.That(seen, Is.EqualTo(noted.Split(' ').Select(second => At(int.Parse(second, CultureInfo.InvariantCulture)))));
    }

    [Test]
    public async Task Ledger_ThatCannotBeWritten_IsOneLine()
    {
        await AuditAsync();
        await File.WriteAllTextAsync(Ledger, "no ledger");

        _queue.Take([Verdict(HoleVerdict.Nowhere)], At(1000));

        Assert.That(_log.Collector.GetSnapshot().Select(record => record.Id.Id), Is.EqualTo([237]));
    }

    private static VerdictRecord Verdict(HoleVerdict verdict, string replica) => new()
    {
        Stream = Stream,
        Hole = new TimeRange(At(2), At(4)),
        Parts = [new VerdictPart { Start = At(2), End = At(4), Verdict = verdict, Replicas = [replica] }],
    };

    /// <summary>So many parts, all but one of which lie where nothing is missing here.</summary>
    private static VerdictRecord Verdict(HoleVerdict verdict, int parts = 1) => new()
    {
        Stream = Stream,
        Hole = new TimeRange(At(2), At(2 + 2 * parts)),
        Parts = [.. Enumerable.Range(1, parts)
            .Select(at => new VerdictPart { Start = At(2 * at), End = At(2 * at + 2), Verdict = verdict })],
    };

    private static Timestamp At(int second) => Timestamp.Parse($"{Hour}:00:00Z").AddMicroseconds(second * 1_000_000L);

    private async Task AuditAsync(bool noting = false)
    {
        using var ledger = AuditLedger.Open(Ledger, _archive.Root);
        await using var archive = SegmentArchive.Open(_archive.Root);
        await foreach (var _ in ledger.AuditAsync(archive, new AuditRequest()))
        {
            // What it says is in the ledger.
        }

        if (noting) _queue.NoteIn(ledger);
    }

    private LedgerVerdict? Noted()
    {
        using var ledger = AuditLedger.OpenForReading(Ledger);
        return ledger.Findings(new LedgerFindingFilter()).First(hole => hole.Range!.Value.Start == At(2)).Verdict;
    }
}
