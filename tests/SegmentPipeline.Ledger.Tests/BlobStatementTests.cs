using Microsoft.Data.Sqlite;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>Statements that take bytes from wherever they lie.</summary>
internal sealed class BlobStatementTests
{
    private SqliteConnection _connection = null!;

    [SetUp]
    public void Open()
    {
        _connection = new SqliteConnection("Data Source=:memory:");
        _connection.Open();
        using var command = _connection.CreateCommand();
        command.CommandText = "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER NOT NULL, b BLOB NOT NULL) STRICT";
        _ = command.ExecuteNonQuery();
    }

    [TearDown]
    public void Close() => _connection.Dispose();

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(100_000)]
    public void Bytes_OfALength_AreWrittenAsTheyAre(int length)
    {
        var bytes = new byte[length + 2];
        new Random(length).NextBytes(bytes);
        using (var statement = Insert()) statement.Run(bytes.AsSpan(1, length), 1, long.MinValue);

        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT b, typeof(b), n FROM t";
        using var row = command.ExecuteReader();
        Assert.That(row.Read());
        Assert.That((byte[])row[0], Is.EqualTo(bytes[1..(length + 1)]));
        Assert.That((row.GetString(1), row.GetInt64(2)), Is.EqualTo(("blob", long.MinValue)));
    }

    [Test]
    public void Statement_ThatFailed_TellsWhyAndRunsAgain()
    {
        using var statement = Insert();
        statement.Run([1], 1, 0);

        var failure = Assert.Throws<SqliteException>(() => statement.Run([2], 1, 0));
        statement.Run([3], 2, 0);

        Assert.That(failure!.SqliteErrorCode, Is.EqualTo(19));
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT group_concat(hex(b)) FROM t";
        Assert.That(command.ExecuteScalar(), Is.EqualTo("01,03"));
    }

    private BlobStatement Insert() => new(_connection, "INSERT INTO t (id, n, b) VALUES ($1, $2, $3)");
}
