using Microsoft.Data.Sqlite;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>Rows of hours are read in pieces: what is damaged is found wherever it lies, and nothing else is read anew.</summary>
internal sealed class HourRowsTests
{
    /// <summary>More than any piece has.</summary>
    private const int Hours = 1100;

    private static readonly Hour First = Timestamp.Parse("2026-01-05T00").Hour;
    private LedgerRoom _room = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _room = new LedgerRoom();
        for (var i = 0; i < Hours; i++) _room.Segments(Name(i), 0, 2);
        await _room.RunAsync();
    }

    [TearDown]
    public void Close() => _room.Dispose();

    [TestCase(0, 1)]
    [TestCase(63, 64)]
    [TestCase(1023, 1024)]
    [TestCase(Hours - 2, Hours - 1)]
    public async Task Hours_DamagedWhereAPieceEnds_AreReadAnewAndTold(params int[] damaged)
    {
        var full = await _room.RunWithoutAsync();
        foreach (var i in damaged) Damage(i);

        var night = await _room.RunAsync();

        Assert.That(
            night.Records.OfType<StaleLedgerFinding>().Select(stale => $"{stale.Path}"),
            Is.EqualTo(damaged.Select(i => $"c/q/{Name(i)}")));
        Assert.That(night.Records.OfType<HoleFinding>(), Is.EqualTo(full.Records.OfType<HoleFinding>()));
        using var ledger = AuditLedger.OpenForReading(_room.Ledger);
        var run = ledger.Runs(1)[0];
        Assert.That((run.HoursRead, run.HoursRecalled), Is.EqualTo((damaged.Length, Hours - damaged.Length)));
        Assert.That(run.HoursChecked, Is.InRange(Hours / 30 - 2, Hours / 30 + 1));
    }

    private static string Name(int i) => new Hour(First.SinceEpoch + i).ToString();

    private void Damage(int i)
    {
        using var connection = new SqliteConnection($"Data Source={_room.Ledger};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE hour SET inode = inode + 1 WHERE hour = $1";
        command.Parameters.AddWithValue("$1", First.SinceEpoch + i);
        command.ExecuteNonQuery();
    }
}
