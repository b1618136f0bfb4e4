namespace SegmentPipeline.Ledger.Tests;

/// <summary>Fillings in a ledger: no audit takes one for an audit, and differences say from whom something came.</summary>
internal sealed class FillRunTests : NinetyHours
{
    private static readonly StreamId Stream = new("c", "q");

    [Test]
    public async Task Audit_AfterAFilling_IsComparedWithTheAuditBefore()
    {
        await Room.RunAsync();
        Record(Fill());

        Assert.That((await Room.RunAsync()).Deltas, Is.Empty);

        using var ledger = Room.Open();
        Assert.That(
            ledger.Runs(9).Select(run => (run.Id, run.Kind, run.BaseRun)),
            Is.EqualTo([(3L, LedgerRunKind.Audit, 1L), (2L, LedgerRunKind.Fill, null), (1L, LedgerRunKind.Audit, (long?)null)]));
        Assert.That((ledger.Runs(1)[0].HoursRecalled, ledger.Runs(1)[0].HoursChecked), Is.EqualTo(((long)Hours, Hours / 30L)));
    }

    [Test]
    public async Task FirstAudit_AfterAFilling_HasNothingToBeComparedWith()
    {
        Record(Fill() with { Status = LedgerRunStatus.Complete });
        Room.Remove(HourName(3), 20, 22);

        var first = await Room.RunAsync();

        Assert.That(first.Deltas, Is.Empty);
        Assert.That(LastRun().BaseRun, Is.Null);
    }

    /// <remarks>A run that goes on with one that was cut short need not check again what that has checked.</remarks>
    [Test]
    public async Task Filling_BetweenAnAuditThatWasCutShortAndTheNext_ChangesNothingOfWhatIsChecked([Values] bool isFilled)
    {
        await Room.RunAsync();
        for (var i = 0; i < Hours; i++) Room.Remove(HourName(i), 20, 22);
        Room.Options = new AuditLedgerOptions { Budget = TimeSpan.Zero };
        await Room.RunAsync(context: LedgerRoom.HourByHour);
        Assert.That(LastRun().Status, Is.EqualTo(LedgerRunStatus.Budget));
        Room.Options = new AuditLedgerOptions();
        if (isFilled) Record(Fill());

        await Room.RunAsync();

        Assert.That(LastRun().HoursChecked, Is.Zero);
    }

    [Test]
    public async Task Hole_ThatHealed_NamesTheReplicasThatItCameFrom()
    {
        await Room.RunAsync();
        Room.Segments(HourName(1), 0, 2);
        Room.Segments(HourName(2), 0, 4);
        Room.Segments(HourName(3), 4, 6);
        Record(Fill(Source(1, 0, 2, "node3"), Source(1, 0, 2, "node2"), Source(3, 4, 6, "node2"), Source(4, 9, 10, "node4")));

        var night = await Room.RunAsync();

        Assert.That(
            night.Deltas.Select(delta => $"{delta.Range.Start.ToString()[11..13]} {delta.Change} {string.Join('+', delta.Replicas)}"),
            Is.EqualTo(["00 Shrunk node2+node3", "01 Shrunk ", "02 Shrunk node2"]));
        Assert.That((await Room.RunAsync()).Deltas, Is.Empty);
    }

    [Test]
    public async Task Hole_ThatHealedAfterAnAudit_NamesNobodyWhoFilledBefore()
    {
        Record(Fill(Source(1, 0, 2, "node2")));
        await Room.RunAsync();
        Room.Segments(HourName(1), 0, 2);

        var night = await Room.RunAsync();

        Assert.That(night.Deltas.Single().Replicas, Is.Empty);
    }

    [Test]
    public void Filling_IsReadBackAsItWasRecorded()
    {
        var fill = Fill(Source(1, 0, 2, "node3"), Source(2, 0, 4, "node2"));
        Record(fill);

        using var ledger = Room.Open();
        var run = ledger.RunsWithoutStreams(9, Stream, LedgerRunKind.Fill).Single();
        Assert.That((run.Started, run.Ended), Is.EqualTo((fill.Started, (Timestamp?)fill.Ended)));
        Assert.That((run.Status, run.Outcome), Is.EqualTo((fill.Status, fill.Outcome)));
        Assert.That(run.Fill!.Sources, Is.EqualTo(fill.Figures.Sources));
        Assert.That(run.Fill with { Sources = [] }, Is.EqualTo(fill.Figures with { Sources = [], SourceCount = 2 }));
        Assert.That(ledger.Runs(9, new StreamId("another", "q")), Is.Empty);
        Assert.That(ledger.Runs(9, kind: LedgerRunKind.Audit), Is.Empty);
    }

    [Test]
    public void Fillings_WhileSomebodyHoldsTheLedger_AreNotRecorded()
    {
        using (Room.Open()) Assert.That(TryRecord(), Is.False);

        Assert.That(TryRecord(), Is.True);
        using var ledger = Room.Open();
        Assert.That(ledger.Runs(9), Has.Count.EqualTo(1));

        bool TryRecord() => AuditLedger.TryRecordFills(Room.Ledger, Room.Archive.Root, [Fill()], Room.Clock);
    }

    [Test]
    public async Task Ledger_ThatSomebodyHoldsForAMoment_IsWaitedFor()
    {
        Room.Open().Dispose();
        var held = AuditLedger.OpenForAMoment(Room.Ledger, Room.Archive.Root, Room.Clock, isSame: true);
        var opening = Task.Run(() => Room.Open());

        held.Dispose();

        (await opening).Dispose();
    }

    [Test]
    public async Task Fillings_AreKeptUpToANumber_AndNoAuditGivesWay()
    {
        await Room.RunAsync();
        Record([.. Enumerable.Range(0, RunRetention.MostOfAKind + 2).Select(_ => Fill(Source(1, 0, 2, "node2")))]);

        using var ledger = Room.Open();
        var runs = ledger.RunsWithoutStreams(9999);
        Assert.That(runs, Has.Count.EqualTo(RunRetention.MostOfAKind + 1));
        Assert.That(runs.Select(run => run.Id).TakeLast(2), Is.EqualTo([4, 1]));
        using var connection = Connect();
        Assert.That(Ask(connection, "SELECT count(*) FROM fill_source"), Is.EqualTo(RunRetention.MostOfAKind));
    }

    [Test]
    public async Task Fillings_OlderThanRunsAreKept_AreDropped_AndTheirClockIsNotBelieved()
    {
        const long day = 24 * Timestamp.MicrosecondsPerHour;
        Room.Options = new AuditLedgerOptions { Retention = TimeSpan.FromDays(250) };
        Record(Fill());
        for (var i = 0; i < 4; i++)
        {
            await Room.RunAsync();
            Room.Now = Room.Now.AddMicroseconds(100 * day);
            if (i == 0) Record(Fill() with { Started = Room.Now.AddMicroseconds(9999 * day) });
        }

        using var ledger = Room.Open();
        Assert.That(
            ledger.Runs(9).Select(run => (run.Id, run.Kind)),
            Is.EqualTo(
            [
                (6L, LedgerRunKind.Audit), (5L, LedgerRunKind.Audit), (4L, LedgerRunKind.Audit), (3L, LedgerRunKind.Fill),
            ]));
    }

    private static int Versions => LedgerSchema.Migrations.Count;

    [Test]
    public async Task LedgerOfAnOlderProgram_HasOnlyAudits([Range(1, 8)] int version)
    {
        AuditLedger.Open(Room.Ledger, Room.Archive.Root, new AuditLedgerOptions(), [.. LedgerSchema.Migrations.Take(version)]).Dispose();
        await using (var connection = Connect())
            Ask(connection, "INSERT INTO run (started, status, tolerance, has_checks) VALUES (1, 'complete', 0, 0)");

        Assert.That((await Room.RunAsync()).Failure, Is.Null);

        using var ledger = Room.Open();
        Assert.That(
            ledger.Runs(9).Select(run => (run.Id, run.Kind, run.BaseRun)),
            Is.EqualTo([(2L, LedgerRunKind.Audit, 1L), (1L, LedgerRunKind.Audit, (long?)null)]));
        Assert.That(version, Is.LessThan(Versions));
    }

    private void Record(params IReadOnlyList<FinishedFill> fills)
    {
        using var ledger = Room.Open();
        ledger.RecordFills(fills);
    }

    private FinishedFill Fill(params IReadOnlyList<LedgerFillSource> sources) => new()
    {
        Started = Room.Now,
        Ended = Room.Now.AddMicroseconds(5),
        Status = LedgerRunStatus.Incomplete,
        Outcome = AuditOutcome.Incomplete,
        Figures = new LedgerFill
        {
            Wanted = 9,
            Published = 8,
            Tombstones = 7,
            Mismatches = 6,
            Unfillable = 5,
            Bytes = 4,
            HolesClosedMicroseconds = 3,
            Sources = sources,
        },
    };

    private static LedgerFillSource Source(int hour, int fromSecond, int toSecond, string replica)
    {
        var start = new Hour(First.SinceEpoch + hour).Start;
        var range = new TimeRange(start.AddMicroseconds(1_000_000L * fromSecond), start.AddMicroseconds(1_000_000L * toSecond));
        return new LedgerFillSource { Stream = Stream, Range = range, Replica = replica, Segments = (toSecond - fromSecond) / 2 };
    }
}
