namespace SegmentPipeline.Ledger.Tests;

/// <summary>What goes wrong with the disks of archive and ledger while runs go on.</summary>
internal sealed class RunDiskFaultTests : NinetyHours
{
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

        using var ledger = Room.Open(disk.Path);
        await using var archive = SegmentArchive.Open(disk.Path, new SegmentArchiveOptions { TimeProvider = Room.Clock });

        var night = await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest(), new AuditContext { Parallelism = 1, Hooks = hook }));

        Assert.That(night.Failure, Is.InstanceOf<AuditFailedException>());
        Assert.That(night.Failure!.Message, Does.Contain("unmounted"));
        Assert.That((night.Summary.Complete, night.Summary.Outcome, night.Deltas.Count), Is.EqualTo((false, AuditOutcome.Failed, 0)));
        Assert.That(ledger.Runs(1).Single().Status, Is.EqualTo(LedgerRunStatus.Failed));
    }

    [Test]
    public async Task Ledger_DeletedDuringARun_FailsTheRunAndNotTheReport()
    {
        var full = await Room.RunWithoutAsync();
        await Room.RunAsync();
        var hooks = new AuditHooks
        {
            Before = (stage, hour) =>
            {
                if (hour == new Hour(First.SinceEpoch + 40)) File.Delete(Room.Ledger);
            },
        };

        var night = await Room.RunAsync(context: new AuditContext { Hooks = hooks });

        Assert.That(
            night.Failure,
            Is.InstanceOf<LedgerException>().With.Property("Fault").EqualTo(LedgerFault.Unusable).And.Message.Contains("deleted"));
        Assert.That(night.Summary.Outcome, Is.EqualTo(AuditOutcome.Failed));
        Assert.That(await night.PlainAsync(full.Summary.Outcome), Is.EqualTo(await full.PlainAsync()));
        Assert.That((await Room.RunAsync()).Failure, Is.Null);
    }

    [Test]
    public async Task Disk_ThatFillsUp_FailsTheRunAndNotTheReport()
    {
        using var disk = TinyDisk.Mount(kilobytes: 664);
        var full = await Room.RunWithoutAsync();
        var path = Path.Combine(disk.Path, "pipeline.db");
        await using var archive = Room.OpenArchive();

        using (var ledger = AuditLedger.Open(path, Room.Archive.Root))
        {
            var night = await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest()));

            Assert.That(
                night.Failure,
                Is.InstanceOf<LedgerException>().With.Property("Fault").EqualTo(LedgerFault.Unusable).And.Message.Contains("no space"));
            Assert.That(night.Summary.Outcome, Is.EqualTo(AuditOutcome.Failed));
            Assert.That(await night.PlainAsync(full.Summary.Outcome), Is.EqualTo(await full.PlainAsync()));
        }

        using var reader = AuditLedger.OpenForReading(path);
        Assert.That(
            reader.Runs(9).Select(run => run.Status),
            Is.All.EqualTo(LedgerRunStatus.Failed).Or.All.EqualTo(LedgerRunStatus.Killed),
            "over, and no base, whole or half");
        Assert.That(reader.Findings(), Is.Empty);
    }

    [Test]
    public async Task Ledger_ThatIsReadOnly_IsSaidBeforeAnythingIsRead_AndCanBeRead()
    {
        using var disk = TinyDisk.Mount(kilobytes: 4000);
        var path = Path.Combine(disk.Path, "pipeline.db");
        await using var archive = Room.OpenArchive();
        using (var ledger = AuditLedger.Open(path, Room.Archive.Root)) await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest()));
        disk.MakeReadOnly();

        var refusal = Assert.Throws<LedgerException>(() => AuditLedger.Open(path, Room.Archive.Root));

        Assert.That(refusal!.Fault, Is.EqualTo(LedgerFault.Unusable));
        using var reader = AuditLedger.OpenForReading(path);
        Assert.That(reader.Runs(9), Has.Count.EqualTo(1));
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

        var first = Assert.Throws<LedgerException>(() => AuditLedger.Open(path, Room.Archive.Root))!;
        var second = Assert.Throws<LedgerException>(() => AuditLedger.Open(path, Room.Archive.Root))!;

        Assert.That((first.Fault, second.Fault), Is.EqualTo((LedgerFault.Unusable, LedgerFault.Unusable)), second.Message);
    }
}
