namespace SegmentPipeline.Ledger.Tests;

/// <summary>What is written in a long run is moved from the log into the file beside the run.</summary>
internal sealed class LogCheckpointsTests
{
    private const long Enough = 16 * 1024 * 1024;
    private string _home = "";
    private LedgerDatabase _database = null!;

    [SetUp]
    public void Open()
    {
        _home = Directory.CreateTempSubdirectory("log-").FullName;
        _database = LedgerDatabase.OpenForWriting(LedgerPath);
        _database.Script("PRAGMA journal_mode = WAL");
        _database.Script("CREATE TABLE t (b BLOB)");
        _database.Script("INSERT INTO t VALUES (zeroblob(1000000))");
    }

    [TearDown]
    public void Close()
    {
        _database.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    [TestCase(Enough - 1, false)]
    [TestCase(Enough, true)]
    public void Log_OfSoManyBytes_IsMovedWhileTheLedgerStaysOpen(long bytes, bool isMoved)
    {
        var checkpoints = new LogCheckpoints(LedgerPath, FileIdentity.AtPath(LedgerPath));

        checkpoints.NoteWritten(bytes);
        checkpoints.Settle();

        Assert.That(new FileInfo(LedgerPath).Length > 1_000_000, Is.EqualTo(isMoved));
        Assert.That(_database.Sql("SELECT length(b) FROM t").Number(), Is.EqualTo(1_000_000));
    }

    [Test]
    public void Log_BesideAFileThatIsAnother_IsLeftAlone()
    {
        var checkpoints = new LogCheckpoints(LedgerPath, FileIdentity.AtPath(LedgerPath));
        File.Move(LedgerPath, LedgerPath + ".old");
        File.WriteAllBytes(LedgerPath, []);

        checkpoints.NoteWritten(Enough);
        checkpoints.Settle();

        Assert.That(new FileInfo(LedgerPath).Length, Is.Zero);
        Assert.That(new FileInfo(LedgerPath + ".old").Length, Is.LessThan(1_000_000));
    }

    private string LedgerPath => Path.Combine(_home, "pipeline.db");
}
