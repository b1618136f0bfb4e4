using Microsoft.Data.Sqlite;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>Ledgers that cannot be used: one clear line, and the file stays as it is.</summary>
internal sealed class LedgerFileTests
{
    private const string Ten = "2026-03-28T10";
    private LedgerRoom _room = null!;

    [SetUp]
    public void Open()
    {
        _room = new LedgerRoom();
        _room.Segments(Ten, 0, 10);
    }

    [TearDown]
    public void Close() => _room.Dispose();

    [Test]
    public async Task Ledger_HeldByAnother_SaysWhoHoldsItSinceWhen()
    {
        await _room.RunAsync();
        using var holder = _room.Open();

        var refusal = Refusal(LedgerFault.Held);

        Assert.That(
            refusal.Message,
            Does.Contain($"is held by process {Environment.ProcessId} on {Environment.MachineName} since 2100-01-01T00:00:00.000000Z"));
    }

    [Test]
    public void Ledger_HeldByAnother_IsNotRebuilt()
    {
        using var holder = _room.Open();
        _room.Options = new AuditLedgerOptions { Rebuild = true };

        Refusal(LedgerFault.Held);
    }

    [Test]
    public async Task Ledger_ToBeReadIfThereIsOne_IsNoneWhileItIsMadeForTheFirstTime()
    {
        Assert.That(AuditLedger.TryOpenForReading(_room.Ledger), Is.Null, "there is no file");
        await File.WriteAllBytesAsync(_room.Ledger, []);
        Assert.That(AuditLedger.TryOpenForReading(_room.Ledger), Is.Null, "nothing is in it yet");
        File.Delete(_room.Ledger);
        await _room.RunAsync();
        await File.WriteAllBytesAsync(_room.Ledger + "-journal", []);
        Assert.That(AuditLedger.TryOpenForReading(_room.Ledger), Is.Null, "it is not whole yet");
        File.Delete(_room.Ledger + "-journal");

        using var made = AuditLedger.TryOpenForReading(_room.Ledger);

        Assert.That(made?.Runs(1), Has.Count.EqualTo(1));
    }

    /// <summary>Whoever takes the lock after a process that was killed finds what that one said of itself, until it has said who it
    /// is.</summary>
    [TestCase("process 0 on MACHINE since then", 1)]
    [TestCase("process 0 on MACHINE since then, for a moment", 1)]
    [TestCase("process 0 on elsewhere since then", 0)]
    [TestCase("process SELF on MACHINE since then", 0)]
    [TestCase("process SELF on MACHINE since then, for a moment", 30)]
    [TestCase("", 1)]
    [Platform("Linux")]
    public void Ledger_HeldByWhoSaysThis_IsWaitedForSoLong(string holder, int seconds)
    {
        var said = holder.Replace("SELF", $"{Environment.ProcessId}", StringComparison.Ordinal)
            .Replace("MACHINE", Environment.MachineName, StringComparison.Ordinal);

        Assert.That(LedgerLock.LongestWait(said), Is.EqualTo(TimeSpan.FromSeconds(seconds)));
    }

    [Test]
    public void Ledger_LetGo_CanBeTakenAgain()
    {
        _room.Open().Dispose();
        Assert.That(() => _room.Open().Dispose(), Throws.Nothing);
    }

    /// <summary>The kernel drops all locks of a process on a file when that closes any handle of it.</summary>
    [Test]
    [Platform("Linux")]
    public async Task Ledger_AskedAboutByItsHolder_StaysLocked()
    {
        using var holder = _room.Open();
        await _room.RunAsync(holder);
        var held = LocksOnLedger();

        AuditLedger.EnsureUsable(_room.Ledger, _room.Archive.Root);
        using (AuditLedger.OpenForReading(_room.Ledger)) AuditLedger.EnsureUsable(_room.Ledger, _room.Archive.Root);

        Assert.That(held, Is.GreaterThan(0));
        Assert.That(LocksOnLedger(), Is.EqualTo(held));
    }

    [Test]
    public async Task Ledger_AskedAboutByItsHolder_RefusesAnotherProcess()
    {
        const string takeLogAway = "import sqlite3, sys\n"
            + "try: sqlite3.connect(sys.argv[1], timeout=0).execute('PRAGMA journal_mode = DELETE'); print('taken')\n"
            + "except sqlite3.OperationalError as e: print(e)";
        var python = RequiredTool.Python.Require();
        using var holder = _room.Open();
        await _room.RunAsync(holder);
        AuditLedger.EnsureUsable(_room.Ledger, _room.Archive.Root);

        var start = new System.Diagnostics.ProcessStartInfo(python, ["-c", takeLogAway, _room.Ledger]) { RedirectStandardOutput = true };
        using var other = System.Diagnostics.Process.Start(start)!;
        var said = await other.StandardOutput.ReadToEndAsync();
        await other.WaitForExitAsync();

        Assert.That(said.Trim(), Is.EqualTo("database is locked"));
    }

    [Test]
    public async Task Ledger_OfAnotherArchive_IsRefused()
    {
        await _room.RunAsync();
        using var other = new ArchiveBuilder();

        var refusal = Refusal(LedgerFault.OtherArchive, other.Root);

        Assert.That(refusal.Message, Does.Contain(_room.Archive.Root).And.Contain(other.Root));
    }

    [Test]
    public async Task Archive_ThatWasMoved_IsTheSame()
    {
        await _room.RunAsync();
        var elsewhere = _room.Archive.Root + "-moved";
        Directory.Move(_room.Archive.Root, elsewhere);

        using (var ledger = _room.Open(elsewhere)) Assert.That(ledger.Runs(9), Has.Count.EqualTo(1));
        Directory.Move(elsewhere, _room.Archive.Root);
    }

    [Test]
    public async Task Archive_AnotherInItsPlace_IsRefused()
    {
        await _room.RunAsync();
        Directory.Move(_room.Archive.Root, _room.Archive.Root + "-moved");
        Directory.CreateDirectory(_room.Archive.Root);

        Refusal(LedgerFault.OtherArchive);
    }

    [Test]
    public async Task Ledger_OfANewerProgram_IsRefused()
    {
        await _room.RunAsync();
        Change($"PRAGMA user_version = {LedgerSchema.Migrations.Count + 1}");

        Assert.That(Refusal(LedgerFault.NewerSchema).Message, Does.Contain("newer version"));
    }

    [Test]
    public void File_ThatIsNoLedger_IsRefused()
    {
        File.WriteAllText(_room.Ledger, string.Join('\n', Enumerable.Repeat("shopping list", 100)));
        Refusal(LedgerFault.Corrupt);

        File.Delete(_room.Ledger);
        Change("CREATE TABLE somebody_elses (id)");
        Refusal(LedgerFault.Corrupt);
    }

    [Test]
    public async Task File_CutOff_IsRefused()
    {
        await _room.RunAsync();
        await using (var file = new FileStream(_room.Ledger, FileMode.Open)) file.SetLength(3000);

        Refusal(LedgerFault.Corrupt);
    }

    [Test]
    public async Task File_WithDamagedPages_IsRefusedOrFailsTheRunAndNeverTheReport()
    {
        await _room.RunAsync();
        var bytes = await File.ReadAllBytesAsync(_room.Ledger);
        for (var i = 16384; i < bytes.Length; i++) bytes[i] = 0xA5;
        await File.WriteAllBytesAsync(_room.Ledger, bytes);

        Assert.That(Refusal(LedgerFault.Corrupt).Message, Does.Contain("AuditLedgerOptions.Rebuild"));
    }

    [TestCase("text")]
    [TestCase("newer")]
    [TestCase("good")]
    public async Task Rebuild_KeepsTheOldFileAside(string what)
    {
        await _room.RunAsync();
        if (what == "text") await File.WriteAllTextAsync(_room.Ledger, "nothing of the sort");
        if (what == "newer") Change("PRAGMA user_version = 99");
        var before = await File.ReadAllBytesAsync(_room.Ledger);
        _room.Options = new AuditLedgerOptions { Rebuild = true };

        await _room.RunAsync();
        await _room.RunAsync();

        var aside = Directory.GetFiles(_room.Home, "*.old").Order(StringComparer.Ordinal).ToList();
        Assert.That(
            aside.Select(path => Path.GetFileName(path)),
            Is.EqualTo(["pipeline.db.21000101T000000Z-2.old", "pipeline.db.21000101T000000Z.old"]));
        Assert.That(await File.ReadAllBytesAsync(aside[1]), Is.EqualTo(before));
        _room.Options = new AuditLedgerOptions();
        using var ledger = _room.Open();
        Assert.That(ledger.Runs(9), Has.Count.EqualTo(1));
    }

    /// <remarks>A journal that stayed would be undone into the new ledger.</remarks>
    [Test]
    public async Task Rebuild_KeepsTheJournalOfTheOldFileAsideToo()
    {
        await File.WriteAllTextAsync(_room.Ledger, "broken");
        await File.WriteAllTextAsync(_room.Ledger + "-journal", "of it");
        _room.Options = new AuditLedgerOptions { Rebuild = true };

        await _room.RunAsync();

        Assert.That(await File.ReadAllTextAsync(Directory.GetFiles(_room.Home, "*.old-journal").Single()), Is.EqualTo("of it"));
    }

    /// <remarks>SQLite keeps its log beside the file, not beside the link.</remarks>
    [Test]
    public async Task Link_ToTheLedger_IsTheLedger()
    {
        var link = Path.Combine(_room.Home, "link.db");
        File.CreateSymbolicLink(link, _room.Ledger);
        using (var made = AuditLedger.Open(link, _room.Archive.Root, new AuditLedgerOptions { TimeProvider = _room.Clock }))
            await _room.RunAsync(made);
        Assert.That(File.Exists(_room.Ledger));

        using var holder = _room.Open();
        await _room.RunAsync(holder);

        using (var reader = AuditLedger.OpenForReading(link)) Assert.That(reader.Runs(9), Has.Count.EqualTo(2));
        Assert.That(
            () => AuditLedger.Open(link, _room.Archive.Root),
            Throws.TypeOf<LedgerException>().With.Property(nameof(LedgerException.Fault)).EqualTo(LedgerFault.Held));
    }

    /// <remarks>A pipe was once waited for without end, past every signal; --rebuild would have renamed a device.</remarks>
    [TestCase(false)]
    [TestCase(true)]
    [Platform("Linux")]
    public void File_ThatIsAPipe_IsRefusedWithoutBeingOpenedOrMoved(bool rebuild)
    {
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [_room.Ledger])) mkfifo.WaitForExit();
        _room.Options = new AuditLedgerOptions { Rebuild = rebuild };

        var refusal = Assert.Throws<LedgerException>(() => _room.Open().Dispose())!;

        Assert.That(refusal.Message, Does.Contain(_room.Ledger).And.EndWith("it is a pipe, socket or device"));
        Assert.That(() => AuditLedger.OpenForReading(_room.Ledger), Throws.TypeOf<LedgerException>());
        Assert.That(Directory.GetFiles(_room.Home), Is.EqualTo(new[] { _room.Ledger }));
    }

    [Test]
    public void Directory_OfTheLedger_Missing_IsSaid()
    {
        var refusal = Assert.Throws<LedgerException>(() =>
            AuditLedger.Open(Path.Combine(_room.Home, "nowhere", "pipeline.db"), _room.Archive.Root));
        Assert.That((refusal!.Fault, refusal.Message), Is.EqualTo((LedgerFault.Unusable, refusal.Message.Split('\n')[0])));
    }

    [Test]
    public void Reading_WhereThereIsNoLedger_MakesNone()
    {
        var refusal = Assert.Throws<LedgerException>(() => AuditLedger.OpenForReading(_room.Ledger));
        Assert.That(refusal!.Fault, Is.EqualTo(LedgerFault.Unusable));
        Assert.That(Directory.GetFiles(_room.Home), Is.Empty);
    }

    [Test]
    public async Task Reading_WhileAnAuditHolds_IsPossible()
    {
        await _room.RunAsync();
        using var holder = _room.Open();
        using var reader = AuditLedger.OpenForReading(_room.Ledger);

        Assert.That(reader.Runs(9), Has.Count.EqualTo(1));
        var night = await Night.OfAsync(reader.AuditAsync(_room.OpenArchive(), new AuditRequest()));
        Assert.That(night.Failure, Is.InstanceOf<InvalidOperationException>());
    }

    [Test]
    public async Task Migrations_LeadAnOlderFileToTheirEnd_EachOnce()
    {
        await _room.RunAsync();
        IReadOnlyList<string> longer =
        [
            .. LedgerSchema.Migrations,
            "ALTER TABLE run ADD COLUMN mood TEXT; UPDATE run SET mood = 'fine'",
            "CREATE TABLE further (id INTEGER) STRICT",
        ];

        AuditLedger.Open(_room.Ledger, _room.Archive.Root, new AuditLedgerOptions(), longer).Dispose();
        AuditLedger.Open(_room.Ledger, _room.Archive.Root, new AuditLedgerOptions(), longer).Dispose();

        Assert.That(Ask("SELECT mood FROM run"), Is.EqualTo("fine"));
        Assert.That(Ask("SELECT count(*) FROM further"), Is.Zero);
        Assert.That(Ask("PRAGMA user_version"), Is.EqualTo(LedgerSchema.Migrations.Count + 2));
        Refusal(LedgerFault.NewerSchema);
    }

    [Test]
    public async Task Migration_ThatFails_LeavesTheFileAtTheVersionBefore()
    {
        await _room.RunAsync();
        IReadOnlyList<string> broken = [.. LedgerSchema.Migrations, "CREATE TABLE half (id); CREATE TABLE run (id)"];

        Assert.That(
            () => AuditLedger.Open(_room.Ledger, _room.Archive.Root, new AuditLedgerOptions(), broken),
            Throws.InstanceOf<LedgerException>());

        Assert.That((await _room.RunAsync()).Failure, Is.Null);
        Assert.That(Ask("SELECT count(*) FROM sqlite_schema WHERE name = 'half'"), Is.Zero);
    }

    /// <summary>Opens the ledger in vain; the file is the same afterwards, and nothing lies beside it that did not before.</summary>
    private int LocksOnLedger()
    {
        var inode = $":{FileIdentity.AtPath(_room.Ledger)!.Value.Inode} ";
        return File.ReadLines("/proc/locks")
            .Count(line => line.Contains("POSIX", StringComparison.Ordinal) && line.Contains(inode, StringComparison.Ordinal));
    }

    private LedgerException Refusal(LedgerFault fault, string? root = null)
    {
        SqliteConnection.ClearAllPools();
        var (bytes, files) = (ReadShared(_room.Ledger), Beside());

        var refusal = Assert.Throws<LedgerException>(() => _room.Open(root).Dispose())!;

        Assert.That(refusal.Fault, Is.EqualTo(fault), refusal.Message);
        Assert.That(refusal.Message, Does.Contain(_room.Ledger).And.Not.Contain("\n"));
        Assert.That(ReadShared(_room.Ledger), Is.EqualTo(bytes));
        Assert.That(Beside(), Is.EqualTo(files));
        return refusal;
    }

    private string[] Beside() =>
        [.. Directory.GetFiles(_room.Home).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private void Change(string sql) => Ask(sql);

    private object? Ask(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_room.Ledger};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
