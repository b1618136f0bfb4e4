using Microsoft.Data.Sqlite;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>An archive of one stream with a minute of segments in each of ninety hours, of which every fifth is alike.</summary>
internal abstract class NinetyHours
{
    protected const int Hours = 90;

    protected static readonly Hour First = Timestamp.Parse("2026-03-28T00").Hour;

    protected LedgerRoom Room { get; private set; } = null!;

    [SetUp]
    public void Open()
    {
        Room = new LedgerRoom();
        for (var i = 0; i < Hours; i++) Room.Segments(HourName(i), 2 * (i % 5), 60);
    }

    [TearDown]
    public void Close() => Room.Dispose();

    protected static string HourName(int i) => new Hour(First.SinceEpoch + i).ToString();

    protected LedgerRun LastRun()
    {
        using var ledger = AuditLedger.OpenForReading(Room.Ledger);
        return ledger.Runs(1)[0];
    }

    /// <summary>The records without what a stale ledger adds to them.</summary>
    protected static List<string> Stripped(Night night) =>
        [
            .. night
                .Records.Where(record => record is not (StaleLedgerFinding or SummaryRecord or DeltaRecord))
                .Select(record => record.ToString()!),
        ];

    protected SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Room.Ledger};Pooling=False");
        connection.Open();
        return connection;
    }

    protected static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
