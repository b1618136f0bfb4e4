using Microsoft.Extensions.Logging.Testing;
using SegmentPipeline.Ledger;
using SegmentPipeline.Replicas;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>Fillings on their way into the ledger.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class FillQueueTests : IDisposable
{
    private readonly ArchiveBuilder _archive = new();
    private readonly FakeLogger _log = new();
    private readonly FillQueue _queue;

    public FillQueueTests()
    {
        var scheduled = new ScheduledArchive { Name = "a", Fill = new ScheduledFill() };
        scheduled.Audit.Root = _archive.Root;
        scheduled.Audit.Ledger = Ledger;
        _queue = new FillQueue(scheduled, TimeProvider.System, _log);
    }

    private string Ledger => Path.Combine(Path.GetDirectoryName(_archive.Root)!, "a.db");

    public void Dispose() => _archive.Dispose();

    [Test]
    public void Filling_WhileNobodyHoldsTheLedger_IsRecordedAtOnce()
    {
        _queue.Add(Fill(published: 1));

        Assert.That((_queue.Count, Recorded().Count), Is.EqualTo((0, 1)));
    }

    [Test]
    public void Fillings_WhileSomebodyHoldsTheLedger_WaitForTheNextThatFindsItFree()
    {
        using (AuditLedger.Open(Ledger, _archive.Root))
        {
            _queue.Add(Fill(published: 1));
            _queue.Add(Fill(published: 2));
            Assert.That(_queue.Count, Is.EqualTo(2));
        }

        _queue.Add(Fill(published: 3));

        Assert.That(Recorded(), Is.EqualTo([3, 2, 1]));
        Assert.That(_queue.Count, Is.Zero);
    }

    [Test]
    public void Fillings_ThatWait_AreRecordedByTheAuditThatBegins()
    {
        using (var ledger = AuditLedger.Open(Ledger, _archive.Root))
        {
            _queue.Add(Fill(published: 1));
            _queue.RecordIn(ledger);
        }

        Assert.That((_queue.Count, Recorded().Count), Is.EqualTo((0, 1)));
    }

    [Test]
    public void Fillings_ThatWait_AreBounded()
    {
        using (AuditLedger.Open(Ledger, _archive.Root))
        {
            for (var i = 1; i <= FillQueue.Most + 1; i++) _queue.Add(Fill(published: i));
        }

        _queue.Add(Fill(published: 0));

        Assert.That(Recorded()[^1], Is.EqualTo(2));
    }

    [Test]
    public void Filling_ThatSaysNothingNew_IsNotRecorded()
    {
        foreach (var unfillable in (int[])[1, 1, 2, 2, 1]) _queue.Add(Fill(published: 0, unfillable));

        Assert.That(Recorded(), Has.Count.EqualTo(3));
    }

    [Test]
    public void Ledger_ThatCannotBeWritten_IsLogged_AndTheFillingWaits()
    {
        File.WriteAllText(Ledger, "no ledger");

        _queue.Add(Fill(published: 1));

        Assert.That(_log.LatestRecord.Id.Id, Is.EqualTo(236));
        Assert.That(_queue.Count, Is.EqualTo(1));
    }

    [Test]
    public void Tally_OfARunThatBrokeOff_CountsWhatWasTold()
    {
        var tally = new FillRunTally();
        tally.Add(Told($"c/q/2026-03-28T10/{SegmentNames.Full("00:02")}", FillState.Published));
        tally.Add(Told("c/chat/2026-03-28T10/00:00.0-60.0-full-x.json", FillState.Published));
        tally.Add(Told("c/q/2026-03-28T10/x.tombstone", FillState.Tombstone));
        tally.Add(Told("c/q/2026-03-28T10/y", FillState.Mismatch));
        tally.Add(Told("c/q/2026-03-28T10/z", FillState.Unfillable));
        tally.Add(Told($"c/q/2026-03-28T10/{SegmentNames.Full("00:04")}", FillState.Replaced));

        var fill = tally.ToFill(default, new Timestamp(5), LedgerRunStatus.Cancelled);

        var figures = fill.Figures;
        Assert.That((fill.Status, fill.Outcome), Is.EqualTo((LedgerRunStatus.Cancelled, (AuditOutcome?)null)));
        Assert.That(
            (figures.Published, figures.Tombstones, figures.Mismatches, figures.Unfillable, figures.Bytes),
            Is.EqualTo((2L, 1L, 1L, 1L, 20L)));
        Assert.That(figures.Replaced, Is.EqualTo(1));
        Assert.That(figures.ReplacedFiles.Select(file => (file.Path.Name, file.Replica)), Is.EqualTo([(SegmentNames.Full("00:04"), "node2")]));
        Assert.That(figures.Sources.Single().Range.ToString(), Does.Contain("10:00:02"));
    }

    [TestCase(0, true, LedgerRunStatus.Complete)]
    [TestCase(3, false, LedgerRunStatus.Incomplete)]
    [TestCase(2, false, LedgerRunStatus.Failed)]
    public void Tally_OfARunThatCameToItsEnd_SaysHow(int exit, bool complete, LedgerRunStatus status)
    {
        var tally = new FillRunTally();
        tally.Add(new FilledRecord
        {
            Wanted = 1,
            Published = 0,
            Tombstones = 0,
            Mismatches = 0,
            Unfillable = 1,
            Bytes = 0,
            HolesClosedMicroseconds = 0,
            Complete = complete,
            Exit = exit,
        });

        Assert.That(tally.ToFill(default, default, LedgerRunStatus.Cancelled).Status, Is.EqualTo(status));
    }

    private static FillRecord Told(string path, FillState state) =>
        new() { Path = path, State = state, Replica = "node2", Bytes = state == FillState.Published ? 10 : 0 };

    private List<long> Recorded()
    {
        using var ledger = AuditLedger.OpenForReading(Ledger);
        return [.. ledger.Runs(9999).Select(run => run.Fill!.Published)];
    }

    private static FinishedFill Fill(long published, long unfillable = 0) => new()
    {
        Started = default,
        Ended = default,
        Status = LedgerRunStatus.Complete,
        Figures = new LedgerFill { Published = published, Unfillable = unfillable },
    };
}
