using Microsoft.Data.Sqlite;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>What a ledger remembers of the contents of files.</summary>
internal sealed class LedgerContentsTests
{
    private const string Ten = "2026-03-28T10";
    private static readonly StreamId Stream = new("c", "q");
    private static readonly Hour Hour = Timestamp.Parse(Ten).Hour;
    private LedgerRoom _room = null!;

    [SetUp]
    public void Open()
    {
        _room = new LedgerRoom();
        _room.Segments(Ten, 0, 20);
    }

    [TearDown]
    public void Close() => _room.Dispose();

    [Test]
    public void Hour_IsRecalledAsItWasRemembered([Values] bool isFinished, [Values] bool hasPrint)
    {
        var verified = Verified(isFinished, hasPrint, Corrupt(0), Corrupt(4));
        using (var contents = Begin()) contents.Remember(Stream, Hour, verified);

        using var next = Begin();
        var recalled = next.Recall(Stream);
        Assert.That(recalled.Keys, Is.EqualTo([Hour]));
        Expect(recalled[Hour], verified);
        Assert.That(next.Recall(new StreamId("c", "other")), Is.Empty);
    }

    [Test]
    public void Hour_RememberedAgain_StandsInPlaceOfWhatWasKnown()
    {
        using var contents = Begin();
        contents.Remember(Stream, Hour, Verified(false, true, Corrupt(0)));
        var later = Verified(true, true) with { Level = VerificationLevel.Sizes, Files = 99 };

        contents.Remember(Stream, Hour, later);

        Expect(contents.Recall(Stream)[Hour], later);
    }

    [Test]
    public void CorruptFile_LivesFromTheFirstRunThatFindsItToTheOneThatDoesNot()
    {
        var times = new List<Timestamp>();
        CorruptFile[][] found = [[Corrupt(0)], [Corrupt(0), Corrupt(2)], [Corrupt(2)], [Corrupt(0), Corrupt(2)]];
        for (var run = 0; run < 4; run++)
        {
            times.Add(_room.Now);
            using (var contents = Begin()) contents.Remember(Stream, Hour, Verified(true, true, found[run]));
            _room.Now = _room.Now.AddMicroseconds(1_000_000);
        }

        using var ledger = AuditLedger.OpenForReading(_room.Ledger);
        var all = ledger.CorruptFiles(new LedgerCorruptFilter { OpenOnly = false }).ToList();
        Assert.That(
            all.Select(one => (one.File.Range.Start.ToString()[17..19], one.FirstRun, one.LastRun, one.ClosedRun)),
            Is.EqualTo([("00", 1L, 2L, 3L), ("02", 2L, 4L, null), ("00", 4L, 4L, (long?)null)]));
        Assert.That(
            (all[0].FirstSeen, all[0].LastSeen, all[0].Closed),
            Is.EqualTo((times[0], times[1], (Timestamp?)times[2])));
        Assert.That(ledger.CorruptFiles().Count(), Is.EqualTo(2));
        Assert.That(ledger.VerifiedIn(Stream, Hour)!.Corrupt, Has.Count.EqualTo(2));
        Assert.That(ledger.VerifiedIn(Stream, Hour.Next), Is.Null);
    }

    [Test]
    public void CorruptFiles_AreFiltered()
    {
        using (var contents = Begin()) contents.Remember(Stream, Hour, Verified(true, true, Corrupt(0), Corrupt(2), Corrupt(4)));
        using var ledger = AuditLedger.OpenForReading(_room.Ledger);

        Assert.That(Starts(new LedgerCorruptFilter { From = Hour.Start.AddMicroseconds(2_000_000) }), Is.EqualTo(["02", "04"]));
        Assert.That(Starts(new LedgerCorruptFilter { To = Hour.Start.AddMicroseconds(2_000_000) }), Is.EqualTo(["00"]));
        Assert.That(Starts(new LedgerCorruptFilter { Stream = Stream }), Has.Count.EqualTo(3));
        Assert.That(Starts(new LedgerCorruptFilter { Stream = new StreamId("d", "q") }), Is.Empty);

        List<string> Starts(LedgerCorruptFilter filter) =>
            [.. ledger.CorruptFiles(filter).Select(one => one.File.Range.Start.ToString()[17..19])];
    }

    [Test]
    public void CorruptFiles_OfASample_ArePutBesideWhatIsKnown()
    {
        using var contents = Begin();
        contents.Remember(Stream, Hour, Verified(true, true, Corrupt(0)));

        contents.RememberCorrupt([Corrupt(2), Corrupt(0)], _room.Now);
        contents.RememberCorrupt([], _room.Now);

        Assert.That(contents.Recall(Stream)[Hour].Corrupt, Has.Count.EqualTo(2));
    }

    [Test]
    public void Run_ThatIsEnded_HasItsFigures()
    {
        var figures = new LedgerVerification
        {
            Level = VerificationLevel.Edges,
            Files = 9,
            Checked = 5,
            Bytes = 44,
            Corrupt = 2,
            Unreadable = 1,
            Vanished = 1,
            NotChecked = 2,
        };
        using (var contents = Begin()) contents.End(figures, LedgerRunStatus.Complete, AuditOutcome.Findings);

        var run = LastRun();
        Assert.That((run.Kind, run.Status), Is.EqualTo((LedgerRunKind.Verify, LedgerRunStatus.Complete)));
        Assert.That(run.Outcome, Is.EqualTo(AuditOutcome.Findings));
        Assert.That(run.Verification, Is.EqualTo(figures));
    }

    [Test]
    public void Run_ThatIsNotEnded_IsCancelledAndSaysHowFarItCame()
    {
        using (var contents = Begin())
        {
            Assert.That(LastRun().Status, Is.EqualTo(LedgerRunStatus.Running));
            contents.Figures = contents.Figures with { Checked = 7 };
            contents.Remember(Stream, Hour, Verified(true, true));
            Assert.That(LastRun().Verification!.Checked, Is.EqualTo(7));
        }

        Assert.That((LastRun().Status, LastRun().Verification!.Checked), Is.EqualTo((LedgerRunStatus.Cancelled, 7L)));
    }

    [Test]
    public void Run_ThatWasCancelled_SaysSo()
    {
        using var stop = new CancellationTokenSource();
        using (Begin(stop.Token)) stop.Cancel();

        Assert.That(LastRun().Status, Is.EqualTo(LedgerRunStatus.Cancelled));
    }

    [Test]
    public void Verification_BesideAnother_IsRefused()
    {
        using var first = Begin();

        Assert.That(() => Begin().Dispose(), Throws.InstanceOf<LedgerException>().With.Property("Fault").EqualTo(LedgerFault.Held)
            .And.Message.Contains("verification"));
    }

    [Test]
    public void Verification_OfAnotherArchive_IsRefused()
    {
        using var other = new LedgerRoom();
        _room.RunAsync().GetAwaiter().GetResult();
        other.Segments("2020-01-01T00", 0, 10, "another");

        Assert.That(
            () => AuditLedger.BeginVerification(_room.Ledger, other.Archive.Root, VerificationLevel.Full, _room.Clock).Dispose(),
            Throws.InstanceOf<LedgerException>().With.Property("Fault").EqualTo(LedgerFault.OtherArchive));
    }

    /// <remarks>The verification stays open over all audits; each takes the ledger for as long as it lasts.</remarks>
    [Test]
    public async Task Audits_ComeAndGo_WhileAVerificationGoesOn()
    {
        using var contents = Begin();
        for (var night = 0; night < 3; night++)
        {
            contents.Remember(Stream, new Hour(Hour.SinceEpoch + night), Verified(true, true));
            Assert.That((await _room.RunAsync()).Failure, Is.Null);
        }

        Assert.That(contents.Recall(Stream), Has.Count.EqualTo(3));
        using var ledger = AuditLedger.OpenForReading(_room.Ledger);
        Assert.That(
            ledger.Runs(9).Select(run => (run.Kind, run.Status, run.BaseRun)),
            Is.EqualTo(
            [
                (LedgerRunKind.Audit, LedgerRunStatus.Complete, 3L), (LedgerRunKind.Audit, LedgerRunStatus.Complete, 2L),
                (LedgerRunKind.Audit, LedgerRunStatus.Complete, null), (LedgerRunKind.Verify, LedgerRunStatus.Running, (long?)null),
            ]));
    }

    [Test]
    public async Task Remember_WhileAnAuditHoldsTheLedger_WaitsForItsEnd_AndRecallDoesNot()
    {
        using var contents = Begin();
        contents.Remember(Stream, Hour, Verified(true, true));
        var audit = _room.Open();

        var remembering = Task.Run(() => contents.Remember(Stream, Hour.Next, Verified(true, true)));
        using (var reader = AuditLedger.OpenForReading(_room.Ledger)) Assert.That(reader.VerifiedIn(Stream, Hour), Is.Not.Null);
        Assert.That(remembering.IsCompleted, Is.False);
        audit.Dispose();
        await remembering;

        Assert.That(contents.Recall(Stream), Has.Count.EqualTo(2));
    }

    [Test]
    public void Recall_WhileAnAuditHoldsTheLedger_ReadsBesideIt()
    {
        using var contents = Begin();
        contents.Remember(Stream, Hour, Verified(true, true));
        using var audit = _room.Open();

        Assert.That(contents.Recall(Stream), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Waiting_ThatIsCancelled_Ends()
    {
        using var stop = new CancellationTokenSource();
        using var contents = Begin(stop.Token);
        using var audit = _room.Open();
        var remembering = Task.Run(() => contents.Remember(Stream, Hour, Verified(true, true)));

        await stop.CancelAsync();

        Assert.That(async () => await remembering, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Hour_WhoseRowIsDamaged_IsVerifiedAgain([Values("verified", "level", "files", "inode", "hour")] string column)
    {
        using (var contents = Begin()) contents.Remember(Stream, Hour, Verified(true, true));
        Change($"UPDATE content SET {column} = {column} + 1");

        using var next = Begin();
        Assert.That(next.Recall(Stream), Is.Empty);
    }

    [Test]
    public void LedgerOfAnOlderProgram_BecomesACurrentOne([Range(1, 8)] int version)
    {
        AuditLedger.Open(_room.Ledger, _room.Archive.Root, new AuditLedgerOptions(), [.. LedgerSchema.Migrations.Take(version)]).Dispose();

        using (var contents = Begin()) contents.Remember(Stream, Hour, Verified(true, true));

        Assert.That(LastRun().Kind, Is.EqualTo(LedgerRunKind.Verify));
    }

    [Test]
    public async Task Contents_OfHoursThatAreLongGone_AreDropped_AndOfOthersKept()
    {
        _room.Segments("2026-03-28T11", 0, 20);
        _room.Options = new AuditLedgerOptions { Retention = TimeSpan.FromDays(250) };
        using (var contents = Begin())
        {
            contents.Remember(Stream, Hour, Verified(true, true, Corrupt(0)) with { VerifiedAt = _room.Now });
            contents.Remember(Stream, Hour.Next, Verified(true, true) with { VerifiedAt = _room.Now });
        }

        Directory.Delete(_room.Archive.PathOf("c", "q", Ten), recursive: true);
        for (var i = 0; i < 4; i++)
        {
            await _room.RunAsync();
            _room.Now = _room.Now.AddMicroseconds(100L * 24 * Timestamp.MicrosecondsPerHour);
        }

        using var ledger = AuditLedger.OpenForReading(_room.Ledger);
        Assert.That((ledger.VerifiedIn(Stream, Hour), ledger.CorruptFiles().Count()), Is.EqualTo(((VerifiedHour?)null, 0)));
        Assert.That(ledger.VerifiedIn(Stream, Hour.Next), Is.Not.Null);
    }

    /// <remarks>The process says after each hour that it has been remembered, and is killed at once.</remarks>
    [Test]
    public async Task Verification_ThatIsKilled_HasLostNothingThatWasRemembered([Range(1, 50, 7)] int hours)
    {
        var told = await DyingVerification.RunAsync(_room, hours);

        Assert.That(LastRun().Status, Is.EqualTo(LedgerRunStatus.Killed));
        using var next = Begin();
        Assert.That(next.Recall(Stream).Count, Is.GreaterThanOrEqualTo(told).And.LessThanOrEqualTo(told + 500));
        Assert.That(next.Recall(Stream).Values, Has.All.Property(nameof(VerifiedHour.Corrupt)).Count.EqualTo(1));
        using var ledger = AuditLedger.OpenForReading(_room.Ledger);
        Assert.That(ledger.Runs(2).Select(run => run.Status), Is.EqualTo([LedgerRunStatus.Running, LedgerRunStatus.Killed]));
    }

    private static CorruptFile Corrupt(int second) => new()
    {
        Path = new EntryPath(Stream, Hour, System.Text.Encoding.UTF8.GetBytes(LedgerRoom.NameOf(second))),
        Range = new TimeRange(Hour.Start.AddMicroseconds(1_000_000L * second), Hour.Start.AddMicroseconds(1_000_000L * (second + 2))),
        Kind = SegmentKind.Full,
        IsSelected = second % 4 == 0,
        Origin = second == 0 ? null : CorruptOrigin.Disk,
        Causes =
        [
            new CorruptCause { Cause = CorruptCauseKind.Hash, Expected = "e", Actual = "a" },
            new CorruptCause { Cause = CorruptCauseKind.Continuity, Pid = 256, Packet = 12, PacketsMissing = 3, Times = 2 },
        ],
    };

    private VerifiedHour Verified(bool isFinished, bool hasPrint, params CorruptFile[] corrupt) => new()
    {
        VerifiedAt = _room.Now.AddMicroseconds(-5),
        Level = VerificationLevel.Full,
        Names = new byte[] { 1, 2, 3 },
        Fingerprint = hasPrint ? new DirectoryFingerprint
        {
            Device = ulong.MaxValue,
            Inode = 5,
            ModifiedSeconds = -6,
            ModifiedNanoseconds = 999_999_999,
            ChangedSeconds = 8,
            ChangedNanoseconds = 9,
        } : null,
        UpTo = isFinished ? (ReadOnlyMemory<byte>?)null : new byte[] { 200, 1 },
        Files = 10,
        Bytes = long.MaxValue,
        Unreadable = 2,
        Corrupt = corrupt,
    };

    private static void Expect(VerifiedHour actual, VerifiedHour expected)
    {
        Assert.That(actual.Names.ToArray(), Is.EqualTo(expected.Names.ToArray()));
        Assert.That(actual.UpTo.HasValue, Is.EqualTo(expected.UpTo.HasValue));
        Assert.That(actual.UpTo?.ToArray(), Is.EqualTo(expected.UpTo?.ToArray()));
        Assert.That(actual.Corrupt.Select(Words), Is.EqualTo(expected.Corrupt.Select(Words)));
        Assert.That(
            actual with { Names = default, UpTo = null, Corrupt = expected.Corrupt },
            Is.EqualTo(expected with { Names = default, UpTo = null }));

        static string Words(CorruptFile file) => $"{file with { Causes = [] }} {string.Join(' ', file.Causes)}";
    }

    private LedgerContents Begin(CancellationToken cancellationToken = default) =>
        AuditLedger.BeginVerification(_room.Ledger, _room.Archive.Root, VerificationLevel.Full, _room.Clock, cancellationToken);

    private LedgerRun LastRun()
    {
        using var ledger = AuditLedger.OpenForReading(_room.Ledger);
        return ledger.Runs(1)[0];
    }

    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_room.Ledger};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
