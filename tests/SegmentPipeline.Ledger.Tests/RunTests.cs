using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>How runs begin, go on and end; what goes wrong on the way.</summary>
internal sealed class RunTests
{
    private const int Hours = 90;
    private static readonly Hour First = Timestamp.Parse("2026-03-28T00").Hour;
    private LedgerRoom _room = null!;

    [SetUp]
    public void Open()
    {
        _room = new LedgerRoom();
        for (var i = 0; i < Hours; i++) _room.Segments(HourName(i), 2 * (i % 5), 60);
    }

    [TearDown]
    public void Close() => _room.Dispose();

    [Test]
    public async Task SecondRun_ReadsOnlyWhatChangedAndAThirtieth()
    {
        await _room.RunAsync();
        _room.Remove(HourName(7), 20, 22);
        _room.Remove(HourName(8), 20, 22);

        await _room.RunAsync();

        var run = LastRun();
        Assert.That((run.HoursTotal, run.HoursRead, run.HoursRecalled), Is.EqualTo((Hours, 2, Hours - 2)));
        Assert.That(run.HoursChecked, Is.EqualTo(Hours / 30));
        Assert.That((run.Status, run.BaseRun, run.Exit), Is.EqualTo((LedgerRunStatus.Complete, 1L, ExitCode.CoverageLost)));
        Assert.That(run.Streams.Single().Deltas, Is.EqualTo(run.Deltas));
        Assert.That(run.Deltas, Is.EqualTo(new DeltaCounts(2, 0, 0, 0, 2, 4_000_000)));
    }

    [Test]
    public async Task Run_DiskUnmountedMeanwhile_FailsAndIsNeverTheBase()
    {
        using var disk = TinyDisk.Mount(4096);
        var hook = new AuditHooks
        {
            HoursOfMessage = 1,
            Before = (stage, hour) =>
            {
                if (stage == "list" && hour == new Hour(First.SinceEpoch + 2)) disk.Detach();
            },
        };
        for (var i = 0; i < 5; i++)
        {
            var hour = Directory.CreateDirectory(Path.Combine(disk.Path, "c", "q", HourName(i)));
            await File.WriteAllBytesAsync(Path.Combine(hour.FullName, LedgerRoom.NameOf(0)), []);
        }

        using var ledger = _room.Open(disk.Path);
        await using var archive = SegmentArchive.Open(disk.Path, new SegmentArchiveOptions { TimeProvider = _room.Clock });

        var night = await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest { Parallelism = 1, Hooks = hook }));

        Assert.That(night.Failure, Is.InstanceOf<AuditFailedException>());
        Assert.That(night.Failure!.Message, Does.Contain("unmounted"));
        Assert.That((night.Summary.Complete, night.Summary.Exit, night.Deltas.Count), Is.EqualTo((false, ExitCode.Failure, 0)));
        Assert.That(ledger.Runs(1).Single().Status, Is.EqualTo(LedgerRunStatus.Failed));
    }

    [Test]
    public async Task Figures_OfARun_AreThoseOfItsReport()
    {
        var night = await _room.RunAsync(new AuditRequest { Start = First.Start, End = First.Start.AddMicroseconds(1), ToleranceMicroseconds = 5 });

        var run = LastRun();
        Assert.That((run.Entries, run.Microseconds, run.Findings), Is.EqualTo((night.Summary.Entries, night.Summary.Microseconds, night.Summary.Findings)));
        Assert.That((run.WindowStart, run.WindowEnd, run.ToleranceMicroseconds), Is.EqualTo(((Timestamp?)First.Start, (Timestamp?)First.Start.AddMicroseconds(1), 5L)));
        Assert.That(run.Streams.Single().Figures, Is.EqualTo(night.Records.OfType<StreamRecord>().Single()));
        using var ledger = _room.Open();
        Assert.That(ledger.Runs(9, new StreamId("c", "other")), Is.Empty);
        Assert.That(ledger.Runs(9, new StreamId("c", "q")), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Checks_ComeToEveryHourOnceInThirtyRuns()
    {
        using var ledger = _room.Open();
        await _room.RunAsync(ledger);
        for (var i = 0; i < 30; i++)
        {
            await _room.RunAsync(ledger);
            Assert.That(ledger.Runs(1)[0].HoursChecked, Is.EqualTo(Hours / 30));
        }

        await using var connection = Connect();
        Assert.That(Ask(connection, "SELECT sum(hours_checked) FROM run"), Is.EqualTo(Hours));
        Assert.That(Ask(connection, "SELECT turn FROM stream WHERE id > 0"), Is.EqualTo(31));
    }

    [Test]
    public async Task LedgerThatIsNotRight_IsFoundAndTheReportIsRight()
    {
        await _room.RunAsync();
        var full = await _room.RunWithoutAsync();
        await using (var connection = Connect()) Ask(connection, "UPDATE hour SET facts = (SELECT facts FROM hour ORDER BY hour LIMIT 1)");

        var night = await _room.RunAsync();

        Assert.That(night.Records.OfType<StaleLedgerFinding>().Count(), Is.EqualTo(Hours - Hours / 5), "every fifth hour has the facts of the first");
        Assert.That(Stripped(night), Is.EqualTo(Stripped(full)));
        Assert.That(LastRun().HoursRead, Is.EqualTo(Hours - Hours / 5));
        Assert.That(Stripped(await _room.RunAsync()), Is.EqualTo(Stripped(full)));
        Assert.That(LastRun().HoursRecalled, Is.EqualTo(Hours));
    }

    [Test]
    public async Task Budget_ThatRunsOut_EndsWithoutFailureAndTheNextRunGoesOn()
    {
        var full = await _room.RunWithoutAsync();
        var clock = new FakeTimeProvider(_room.Now.ToDateTimeOffset());
        using var ledger = AuditLedger.Open(_room.Ledger, _room.Archive.Root, new AuditLedgerOptions { TimeProvider = clock, Budget = TimeSpan.FromMinutes(20) });
        await using var archive = _room.OpenArchive();
        var listed = 0;
        var hooks = new AuditHooks
        {
            HoursOfMessage = 1,
            Before = (stage, hour) =>
            {
                if (stage == "stitch" && hour is not null && ++listed == 40) clock.Advance(TimeSpan.FromMinutes(20));
            },
        };

        var cut = await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest { Hooks = hooks, Parallelism = 1 }));
        var stopped = ledger.Runs(1)[0];
        var whole = await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest()));
        var resumed = ledger.Runs(1)[0];

        Assert.That((cut.Failure, cut.Summary.Complete, cut.Summary.Exit), Is.EqualTo(((Exception?)null, false, ExitCode.BudgetSpent)));
        Assert.That(cut.Deltas, Is.Empty);
        Assert.That((stopped.Status, stopped.Exit), Is.EqualTo((LedgerRunStatus.Budget, (int?)ExitCode.BudgetSpent)));
        Assert.That(stopped.Cursor, Does.StartWith("c/q/2026-03-"));
        Assert.That(resumed.HoursRecalled, Is.InRange(39, Hours - 1));
        Assert.That(resumed.HoursRead, Is.EqualTo(Hours - resumed.HoursRecalled));
        Assert.That(await whole.PlainAsync(), Is.EqualTo(await full.PlainAsync()));
    }

    /// <remarks>Once, a budget that was shorter than it took to recall what was known never came further.</remarks>
    [Test]
    public async Task Budget_OfNothing_GetsFurtherWithEachRunAndToItsEnd()
    {
        var full = await _room.RunWithoutAsync();
        _room.Options = new AuditLedgerOptions { Budget = TimeSpan.Zero };
        var request = new AuditRequest { Hooks = new AuditHooks { HoursOfMessage = 1 }, Parallelism = 1 };
        Night night;
        var runs = 0;
        do
        {
            night = await _room.RunAsync(request);
            Assert.That(++runs, Is.LessThanOrEqualTo(Hours + 1));
        }
        while (night.Summary.Exit == ExitCode.BudgetSpent);

        Assert.That(runs, Is.GreaterThan(Hours / 4), "it was cut off again and again");
        Assert.That(await night.PlainAsync(), Is.EqualTo(await full.PlainAsync()));
        Assert.That(LastRun().Status, Is.EqualTo(LedgerRunStatus.Complete));
    }

    [Test]
    public async Task Budget_WithNothingLeftToRead_IsNotSpent()
    {
        await _room.RunAsync();
        _room.Options = new AuditLedgerOptions { Budget = TimeSpan.Zero };

        Assert.That((await _room.RunAsync()).Summary.Exit, Is.EqualTo(ExitCode.Findings));
        Assert.That(LastRun().HoursRecalled, Is.EqualTo(Hours));
    }

    [Test]
    public async Task Budget_SpentBeforeTheHoursAreKnown_StillEndsWithASummary()
    {
        _room.Options = new AuditLedgerOptions { Budget = TimeSpan.Zero };

        var night = await _room.RunAsync();

        Assert.That(night.Failure, Is.Null);
        Assert.That(night.Records[0], Is.InstanceOf<HeaderRecord>());
        Assert.That(night.Summary.Exit, Is.EqualTo(ExitCode.BudgetSpent));
    }

    [Test]
    public async Task Cancellation_OfTheCaller_IsThrownAndWhatWasReadIsKept()
    {
        using var stop = new CancellationTokenSource();
        using var ledger = _room.Open();
        await using var archive = _room.OpenArchive();
        var stitched = 0;
        var hooks = new AuditHooks
        {
            HoursOfMessage = 1,
            Before = (stage, hour) =>
            {
                if (stage == "stitch" && hour is not null && ++stitched == 50) stop.Cancel();
            },
        };

        var night = await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest { Hooks = hooks }, stop.Token));

        Assert.That(night.Failure, Is.InstanceOf<OperationCanceledException>());
        Assert.That(night.Summary.Complete, Is.False);
        Assert.That(ledger.Runs(1)[0].Status, Is.EqualTo(LedgerRunStatus.Cancelled));
        await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest()));
        Assert.That(ledger.Runs(1)[0], Has.Property("HoursRecalled").GreaterThan(40).And.Property("BaseRun").Null);
    }

    [Test]
    public async Task ReaderThatLeaves_CancelsTheRun()
    {
        using var ledger = _room.Open();
        await using var archive = _room.OpenArchive();

        await foreach (var record in ledger.AuditAsync(archive, new AuditRequest())) break;

        Assert.That(ledger.Runs(1)[0].Status, Is.EqualTo(LedgerRunStatus.Cancelled));
        Assert.That((await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest()))).Failure, Is.Null);
    }

    [Test]
    public async Task RunThatFails_IsRecordedAsFailed()
    {
        using var ledger = _room.Open();
        await using var archive = _room.OpenArchive();

        var night = await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest { Channels = ["nobody"] }));

        Assert.That(night.Failure, Is.InstanceOf<StreamNotFoundException>());
        Assert.That(ledger.Runs(1)[0].Status, Is.EqualTo(LedgerRunStatus.Failed));
    }

    [Test]
    public async Task Differences_NotTakenToTheirEnd_AreToldAgain()
    {
        using var ledger = _room.Open();
        await _room.RunAsync(ledger);
        _room.Remove(HourName(3), 20, 30);
        await using var archive = _room.OpenArchive();

        await foreach (var record in ledger.AuditAsync(archive, new AuditRequest()))
        {
            if (record is DeltaRecord) break;
        }

        Assert.That((await _room.RunAsync(ledger)).Deltas, Has.Count.EqualTo(2));
        Assert.That((await _room.RunAsync(ledger)).Deltas, Is.Empty);
    }

    [Test]
    public async Task Ledger_DeletedDuringARun_FailsTheRunAndNotTheReport()
    {
        var full = await _room.RunWithoutAsync();
        await _room.RunAsync();
        var hooks = new AuditHooks
        {
            Before = (stage, hour) =>
            {
                if (hour == new Hour(First.SinceEpoch + 40)) File.Delete(_room.Ledger);
            },
        };

        var night = await _room.RunAsync(new AuditRequest { Hooks = hooks });

        Assert.That(night.Failure, Is.InstanceOf<LedgerException>().With.Property("Fault").EqualTo(LedgerFault.Unusable).And.Message.Contains("deleted"));
        Assert.That(night.Summary.Exit, Is.EqualTo(ExitCode.Failure));
        Assert.That(await night.PlainAsync(full.Summary.Exit), Is.EqualTo(await full.PlainAsync()));
        Assert.That((await _room.RunAsync()).Failure, Is.Null);
    }

    [Test]
    public async Task Disk_ThatFillsUp_FailsTheRunAndNotTheReport()
    {
        using var disk = TinyDisk.Mount(kilobytes: 600);
        var full = await _room.RunWithoutAsync();
        var path = Path.Combine(disk.Path, "pipeline.db");
        await using var archive = _room.OpenArchive();

        using (var ledger = AuditLedger.Open(path, _room.Archive.Root))
        {
            var night = await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest()));

            Assert.That(night.Failure, Is.InstanceOf<LedgerException>().With.Property("Fault").EqualTo(LedgerFault.Unusable).And.Message.Contains("no space"));
            Assert.That(night.Summary.Exit, Is.EqualTo(ExitCode.Failure));
            Assert.That(await night.PlainAsync(full.Summary.Exit), Is.EqualTo(await full.PlainAsync()));
        }

        using var reader = AuditLedger.OpenForReading(path);
        Assert.That(reader.Runs(9).Select(run => run.Status), Is.All.EqualTo(LedgerRunStatus.Failed).Or.All.EqualTo(LedgerRunStatus.Killed), "over, and no base, whole or half");
        Assert.That(reader.Findings(), Is.Empty);
    }

    [Test]
    public async Task Ledger_ThatIsReadOnly_IsSaidBeforeAnythingIsRead_AndCanBeRead()
    {
        using var disk = TinyDisk.Mount(kilobytes: 4000);
        var path = Path.Combine(disk.Path, "pipeline.db");
        await using var archive = _room.OpenArchive();
        using (var ledger = AuditLedger.Open(path, _room.Archive.Root)) await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest()));
        disk.MakeReadOnly();

        var refusal = Assert.Throws<LedgerException>(() => AuditLedger.Open(path, _room.Archive.Root));

        Assert.That(refusal!.Fault, Is.EqualTo(LedgerFault.Unusable));
        using var reader = AuditLedger.OpenForReading(path);
        Assert.That(reader.Runs(9), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Retention_DropsOldRunsAndWhatHealed_NeverWhatIsOpen()
    {
        _room.Options = new AuditLedgerOptions { Retention = TimeSpan.FromDays(250) };
        _room.Archive.File("c", "q", HourName(0), "bad.ts");
        for (var i = 0; i < 5; i++)
        {
            if (i == 1) File.Delete(_room.Archive.PathOf("c", "q", HourName(0), "bad.ts"));
            await _room.RunAsync();
            _room.Now = _room.Now.AddMicroseconds(100 * 24 * Timestamp.MicrosecondsPerHour);
        }

        using var ledger = _room.Open();
        Assert.That(ledger.Runs(9).Select(run => run.Id), Is.EqualTo([5, 4, 3]));
        Assert.That(ledger.Findings(new LedgerFindingFilter { Kinds = [LedgerFindingKind.Bad] }), Is.Empty);
        var holes = ledger.Findings().ToList();
        Assert.That(holes, Is.Not.Empty.And.All.Property("FirstRun").EqualTo(1).And.All.Property("LastRun").EqualTo(5));
    }

    [TestCase(1)]
    [TestCase(3)]
    public async Task Retention_WithAClockThatJumpedAhead_DropsNothing(int wrongRuns)
    {
        const long day = 24 * Timestamp.MicrosecondsPerHour;
        var right = _room.Now;
        for (var i = 0; i < 3; i++) await RunOn(i);
        for (var i = 0; i < wrongRuns; i++) await RunOn(365 * 6 + i);
        await RunOn(3);

        Assert.That(Runs(), Is.EqualTo(4 + wrongRuns));

        async Task RunOn(int days)
        {
            _room.Now = right.AddMicroseconds(days * day);
            await _room.RunAsync();
        }
    }

    /// <remarks>A pause is a jump too. It is believed once runs have gone on after it for as long as they are kept.</remarks>
    [TestCase(399, 3)]
    [TestCase(400, 1)]
    public async Task Retention_AfterAPauseOfYears_ComesBackWithTime(int daysAfter, int left)
    {
        const long day = 24 * Timestamp.MicrosecondsPerHour;
        await _room.RunAsync();
        _room.Now = _room.Now.AddMicroseconds(900 * day);
        await _room.RunAsync();
        _room.Now = _room.Now.AddMicroseconds(daysAfter * day);
        await _room.RunAsync();

        Assert.That(Runs(), Is.EqualTo(left == 1 ? 2 : left));
    }

    [Test]
    public async Task Disk_ThatIsFullAtTheLock_DoesNotHoldTheLedgerAgainstItself()
    {
        using var disk = TinyDisk.Mount(kilobytes: 64);
        var filler = Path.Combine(disk.Path, "filler");
        var path = Path.Combine(disk.Path, "pipeline.db");
        await File.WriteAllBytesAsync(path + ".lock", []);
        await using (var file = File.Create(filler))
        {
            Assert.That(() => { while (true) { file.Write(new byte[4096]); file.Flush(); } }, Throws.InstanceOf<IOException>());
        }

        var first = Assert.Throws<LedgerException>(() => AuditLedger.Open(path, _room.Archive.Root))!;
        var second = Assert.Throws<LedgerException>(() => AuditLedger.Open(path, _room.Archive.Root))!;

        Assert.That((first.Fault, second.Fault), Is.EqualTo((LedgerFault.Unusable, LedgerFault.Unusable)), second.Message);
    }

    /// <remarks>What a process that was killed leaves behind: a run that has not ended, and its name in the lock.</remarks>
    [TestCase("", LedgerRunStatus.Killed)]
    [TestCase("process 999999999 on {0} since 2026-03-28T10:00:00.000000Z\n", LedgerRunStatus.Killed)]
    [TestCase("process {1} on {0} since 2026-03-28T10:00:00.000000Z\n", LedgerRunStatus.Running)]
    [TestCase("process 999999999 on another-machine since 2026-03-28T10:00:00.000000Z\n", LedgerRunStatus.Running)]
    [Platform("Linux")]
    public async Task RunThatNeverEnded_IsRunningOnlyWhileSomebodyHoldsTheLedger(string holder, LedgerRunStatus expected)
    {
        await _room.RunAsync();
        await using (var connection = Connect()) Ask(connection, "UPDATE run SET status = 'running', ended = NULL");
        await File.WriteAllTextAsync(_room.Ledger + ".lock", string.Format(System.Globalization.CultureInfo.InvariantCulture, holder, Environment.MachineName, Environment.ProcessId));

        Assert.That(LastRun().Status, Is.EqualTo(expected));
    }

    [Test]
    public async Task FindingsOfManyPages_AreEachReadOnceInOrder()
    {
        for (var second = 100; second < 3500; second += 4) _room.Archive.File("c", "q", HourName(0), LedgerRoom.NameOf(second));
        await _room.RunAsync();
        _room.Segments(HourName(0), 102, 1000);
        await _room.RunAsync();

        using var ledger = _room.Open();
        var holes = ledger.Findings().ToList();
        Assert.That(holes, Has.Count.GreaterThan(700));
        Assert.That(holes.Select(hole => hole.Id).Distinct().Count(), Is.EqualTo(holes.Count));
        Assert.That(holes.Select(hole => ((int)hole.State, hole.Range!.Value.Start.UnixMicroseconds)), Is.Ordered);
        var from = holes[50].Range!.Value.Start;
        Assert.That(
            ledger.Findings(new LedgerFindingFilter { From = from, To = from.AddMicroseconds(60_000_000), OpenOnly = true, Stream = new StreamId("c", "q") }).ToList(),
            Is.EqualTo(holes.Where(hole => hole.State == LedgerFindingState.Open && hole.Range!.Value.End > from && hole.Range.Value.Start < from.AddMicroseconds(60_000_000))));
    }

    /// <remarks>Many holes may begin at the same moment, of all streams at a power failure: the place in the list is more than a start.</remarks>
    [Test]
    public async Task Findings_ReadFromAnyCursor_AreTheRestOfTheList()
    {
        for (var i = 0; i < 600; i++)
        {
            _room.Archive.File($"d{i}", "q", HourName(0), LedgerRoom.NameOf(0));
            _room.Archive.File($"d{i}", "q", HourName(0), LedgerRoom.NameOf(8));
        }

        await _room.RunAsync();
        _room.Archive.File("d7", "q", HourName(0), LedgerRoom.NameOf(2)).File("d7", "q", HourName(0), LedgerRoom.NameOf(4)).File("d7", "q", HourName(0), LedgerRoom.NameOf(6));
        await _room.RunAsync();
        using var ledger = _room.Open();
        var filter = new LedgerFindingFilter { Kinds = [LedgerFindingKind.Hole, LedgerFindingKind.Bad] };
        var all = ledger.Findings(filter).ToList();

        Assert.That(all.Select(hole => (hole.Kind, hole.State, hole.Cursor.Start, hole.Id)), Is.Ordered.And.Unique);
        Assert.That(all, Has.Count.EqualTo(Hours - 1 + 600));
        foreach (var place in (int[])[0, 89, 498, 499, 500, 501, all.Count - 2, all.Count - 1])
        {
            Assert.That(LedgerFindingCursor.TryParse(all[place].Cursor.ToString(), out var cursor));
            Assert.That(ledger.Findings(filter with { After = cursor }), Is.EqualTo(all.Skip(place + 1)), $"after {place}");
        }

        Assert.That(ledger.Findings(filter with { Stream = new StreamId("no", "such") }), Is.Empty);
        Assert.That(ledger.Findings(filter with { Stream = new StreamId("d7", "q") }).Single().State, Is.EqualTo(LedgerFindingState.Healed));
    }

    [TestCase("")]
    [TestCase("0.0.1")]
    [TestCase("0.0.1.2.3")]
    [TestCase("99.0.1.2")]
    [TestCase("0.3.1.2")]
    [TestCase("0.0.x.2")]
    [TestCase("0.0.99999999999999999999.2")]
    public void Cursor_ThatIsNone_IsNotRead(string text) => Assert.That(LedgerFindingCursor.TryParse(text, out _), Is.False);

    [Test]
    public async Task StreamsOfARun_OfManyPages_AreEachReadOnceInOrder()
    {
        for (var i = 0; i < 1100; i++) _room.Archive.File($"d{i}", "q", HourName(0), LedgerRoom.NameOf(0));
        await _room.RunAsync();
        using var ledger = _room.Open();

        var run = ledger.RunsWithoutStreams(1).Single();

        Assert.That(run.Streams, Is.Empty);
        Assert.That(ledger.StreamsOf(run.Id).Select(stream => stream.Stream), Is.Ordered.And.Unique.And.Exactly(1101).Items);
        Assert.That(ledger.StreamsOf(run.Id), Is.EqualTo(ledger.Runs(1).Single().Streams));
        Assert.That(ledger.StreamsOf(run.Id, new StreamId("d5", "q")).Single().Stream.Channel, Is.EqualTo("d5"));
    }

    private int Runs()
    {
        using var ledger = AuditLedger.OpenForReading(_room.Ledger);
        return ledger.Runs(99).Count;
    }

    private static string HourName(int i) => new Hour(First.SinceEpoch + i).ToString();

    private LedgerRun LastRun()
    {
        using var ledger = AuditLedger.OpenForReading(_room.Ledger);
        return ledger.Runs(1)[0];
    }

    /// <summary>The records without what a stale ledger adds to them.</summary>
    private static List<string> Stripped(Night night) =>
        [.. night.Records.Where(record => record is not (StaleLedgerFinding or SummaryRecord or DeltaRecord)).Select(record => record.ToString()!)];

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_room.Ledger};Pooling=False");
        connection.Open();
        return connection;
    }

    private static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
