namespace SegmentPipeline.Ledger.Tests;

/// <summary>How runs begin, go on and end, and what they write down.</summary>
internal sealed class RunTests : NinetyHours
{
    [Test]
    public async Task SecondRun_ReadsOnlyWhatChangedAndAThirtieth()
    {
        await Room.RunAsync();
        Room.Remove(HourName(7), 20, 22);
        Room.Remove(HourName(8), 20, 22);

        await Room.RunAsync();

        var run = LastRun();
        Assert.That((run.HoursTotal, run.HoursRead, run.HoursRecalled), Is.EqualTo((Hours, 2, Hours - 2)));
        Assert.That(run.HoursChecked, Is.EqualTo(Hours / 30));
        Assert.That((run.Status, run.BaseRun, run.Outcome), Is.EqualTo((LedgerRunStatus.Complete, 1L, AuditOutcome.CoverageLost)));
        Assert.That(run.Streams.Single().Deltas, Is.EqualTo(run.Deltas));
        Assert.That(run.Deltas, Is.EqualTo(new DeltaCounts
        {
            New = 2,
            Grown = 0,
            Shrunk = 0,
            Healed = 0,
            Lost = 2,
            LostMicroseconds = 4_000_000,
        }));
    }

    [Test]
    public async Task Figures_OfARun_AreThoseOfItsReport()
    {
        var night = await Room.RunAsync(new AuditRequest
        {
            Start = First.Start,
            End = First.Start.AddMicroseconds(1),
            Tolerance = TimeSpan.FromMicroseconds(5),
        });

        var run = LastRun();
        Assert.That(
            (run.Entries, run.Microseconds, run.Findings),
            Is.EqualTo((night.Summary.Entries, night.Summary.Microseconds, night.Summary.Findings)));
        Assert.That(
            (run.WindowStart, run.WindowEnd, run.Tolerance),
            Is.EqualTo(((Timestamp?)First.Start, (Timestamp?)First.Start.AddMicroseconds(1), TimeSpan.FromMicroseconds(5))));
        Assert.That(run.Streams.Single().Figures, Is.EqualTo(night.Records.OfType<StreamRecord>().Single()));
        using var ledger = Room.Open();
        Assert.That(ledger.Runs(9, new StreamId("c", "other")), Is.Empty);
        Assert.That(ledger.Runs(9, new StreamId("c", "q")), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Checks_ComeToEveryHourOnceInThirtyRuns()
    {
        using var ledger = Room.Open();
        await Room.RunAsync(ledger);
        for (var i = 0; i < 30; i++)
        {
            await Room.RunAsync(ledger);
            Assert.That(ledger.Runs(1)[0].HoursChecked, Is.EqualTo(Hours / 30));
        }

        await using var connection = Connect();
        Assert.That(Ask(connection, "SELECT sum(hours_checked) FROM run"), Is.EqualTo(Hours));
        Assert.That(Ask(connection, "SELECT turn FROM stream WHERE id > 0"), Is.EqualTo(31));
    }

    [Test]
    public async Task LedgerThatIsNotRight_IsFoundAndTheReportIsRight()
    {
        await Room.RunAsync();
        var full = await Room.RunWithoutAsync();
        await using (var connection = Connect()) Ask(connection, "UPDATE hour SET facts = (SELECT facts FROM hour ORDER BY hour LIMIT 1)");

        var night = await Room.RunAsync();

        Assert.That(
            night.Records.OfType<StaleLedgerFinding>().Count(),
            Is.EqualTo(Hours - Hours / 5),
            "every fifth hour has the facts of the first");
        Assert.That(Stripped(night), Is.EqualTo(Stripped(full)));
        Assert.That(LastRun().HoursRead, Is.EqualTo(Hours - Hours / 5));
        Assert.That(Stripped(await Room.RunAsync()), Is.EqualTo(Stripped(full)));
        Assert.That(LastRun().HoursRecalled, Is.EqualTo(Hours));
    }

    [Test]
    public async Task RunThatFails_IsRecordedAsFailed()
    {
        using var ledger = Room.Open();
        await using var archive = Room.OpenArchive();

        var night = await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest { Channels = ["nobody"] }));

        Assert.That(night.Failure, Is.InstanceOf<StreamNotFoundException>());
        Assert.That(ledger.Runs(1)[0].Status, Is.EqualTo(LedgerRunStatus.Failed));
    }

    [Test]
    public async Task Differences_NotTakenToTheirEnd_AreToldAgain()
    {
        using var ledger = Room.Open();
        await Room.RunAsync(ledger);
        Room.Remove(HourName(3), 20, 30);
        await using var archive = Room.OpenArchive();

        await foreach (var record in ledger.AuditAsync(archive, new AuditRequest()))
        {
            if (record is DeltaRecord) break;
        }

        Assert.That((await Room.RunAsync(ledger)).Deltas, Has.Count.EqualTo(2));
        Assert.That((await Room.RunAsync(ledger)).Deltas, Is.Empty);
    }

    /// <remarks>What a process that was killed leaves behind: a run that has not ended, and its name in the lock.</remarks>
    [TestCase("", LedgerRunStatus.Killed)]
    [TestCase("process 999999999 on {0} since 2026-03-28T10:00:00.000000Z\n", LedgerRunStatus.Killed)]
    [TestCase("process {1} on {0} since 2026-03-28T10:00:00.000000Z\n", LedgerRunStatus.Running)]
    [TestCase("process 999999999 on another-machine since 2026-03-28T10:00:00.000000Z\n", LedgerRunStatus.Running)]
    [Platform("Linux")]
    public async Task RunThatNeverEnded_IsRunningOnlyWhileSomebodyHoldsTheLedger(string holder, LedgerRunStatus expected)
    {
        await Room.RunAsync();
        await using (var connection = Connect()) Ask(connection, "UPDATE run SET status = 'running', ended = NULL");
        await File.WriteAllTextAsync(
            Room.Ledger + ".lock",
            string.Format(System.Globalization.CultureInfo.InvariantCulture, holder, Environment.MachineName, Environment.ProcessId));

        Assert.That(LastRun().Status, Is.EqualTo(expected));
    }
}
