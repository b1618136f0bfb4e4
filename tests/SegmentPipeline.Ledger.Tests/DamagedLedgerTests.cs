using Microsoft.Data.Sqlite;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>Bits that flip in a ledger: what they change is refused or told, and the figures stay right.</summary>
internal sealed class DamagedLedgerTests
{
    private const int Hours = 6;
    private static readonly Hour First = Timestamp.Parse("2026-03-28T00").Hour;
    private LedgerRoom _room = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _room = new LedgerRoom();
        for (var i = 0; i < Hours; i++) _room.Segments(Name(i), 2 * (i % 3), 40);
        _room.Segments(Name(2), 100, 110, type: "suspect");
        _room.Archive.File("c", "q", Name(1), "bad.ts");
        await _room.RunAsync();
    }

    [TearDown]
    public void Close() => _room.Dispose();

    [TestCase("facts")]
    [TestCase("device")]
    [TestCase("inode")]
    [TestCase("modified_s")]
    [TestCase("modified_ns")]
    [TestCase("changed_s")]
    [TestCase("changed_ns")]
    [TestCase("trusted")]
    [TestCase("reader")]
    [TestCase("sum")]
    public async Task Hour_WithAFlippedBit_IsReadAnewAndTold(string column)
    {
        var full = await _room.RunWithoutAsync();
        var original = Original(column, "hour");
        for (var bit = 0; bit < BitsOf(original); bit += column == "facts" ? 7 : 5)
        {
            Put(column, "hour", original is byte[] bytes ? Flipped(bytes, bit) : (long)original ^ (1L << bit));

            var night = await _room.RunAsync();

            Assert.That(Told(night), Is.EqualTo([$"c/q/{Name(3)}"]), $"bit {bit}");
            Assert.That(Rest(night), Is.EqualTo(Rest(full)), $"bit {bit}");
        }

        Assert.That(Told(await _room.RunAsync()), Is.Empty, "what was read anew is written down anew");
    }

    [Test]
    public async Task Names_WithAFlippedBit_AreToldWhereADifferenceNeedsThem()
    {
        var original = (byte[])Original("names", "hour_names");
        Put("names", "hour_names", Flipped(original, 8 * 30));
        _room.Remove(Name(3), 20, 24);

        var night = await _room.RunAsync(new AuditRequest { FailOn = FailOn.Any });
        var next = await _room.RunAsync();

        var lost = night.Deltas.Single(delta => delta.Change == DeltaChange.Lost);
        Assert.That(Told(night), Is.EqualTo([$"c/q/{Name(3)}"]));
        Assert.That(
            (lost.VanishedFiles, night.Summary.Findings.StaleLedger, night.Summary.Outcome),
            Is.EqualTo((0L, 1L, AuditOutcome.CoverageLost)));
        Assert.That((Told(next).Count, next.Deltas.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task Names_ThatAreWhole_TellTheFilesOfLostTime()
    {
        _room.Remove(Name(3), 20, 24);

        Assert.That((await _room.RunAsync()).Deltas.Single(delta => delta.Change == DeltaChange.Lost).VanishedFiles, Is.EqualTo(2));
    }

    [TestCase("UPDATE finding SET \"end\" = \"end\" + 1048576 WHERE kind = 0")]
    [TestCase("UPDATE finding SET state = 1 WHERE kind = 0")]
    [TestCase("DELETE FROM finding WHERE kind = 0")]
    [TestCase("UPDATE known SET \"end\" = \"end\" - 67108864")]
    [TestCase("UPDATE stream SET base_run = NULL WHERE id = 1")]
    public async Task Base_ThatIsDamaged_TellsNoDifferenceAndSaysSo(string damage)
    {
        var full = await _room.RunWithoutAsync();
        Execute(damage);

        var night = await _room.RunAsync();
        var next = await _room.RunAsync();

        Assert.That(Told(night), Is.Not.Empty.And.All.EndsWith("/q"));
        Assert.That(
            night.Deltas.Where(delta => delta.Change is DeltaChange.Lost or DeltaChange.Healed or DeltaChange.Grown or DeltaChange.Shrunk),
            Is.Empty);
        Assert.That(Rest(night), Is.EqualTo(Rest(full)));
        Assert.That((Told(next).Count, next.Deltas.Count), Is.EqualTo((0, 0)), "the next difference has a base again");
    }

    [Test]
    public async Task Stream_WhoseNameIsDamaged_IsNotTakenForOneThatIsGone()
    {
        for (var i = 0; i < Hours; i++) _room.Segments(Name(i), 0, 40, channel: "d");
        await _room.RunAsync();
        Execute("UPDATE stream SET channel = 'b' WHERE channel = 'c'");

        var night = await _room.RunAsync();

        Assert.That(Told(night), Is.EqualTo(["b/q"]));
        Assert.That(night.Deltas.Where(delta => delta.Change == DeltaChange.Lost), Is.Empty);
    }

    /// <remarks>Whatever SQLite makes of it: never other figures without a word, never a defect.</remarks>
    [Test]
    public async Task File_WithAFlippedBitAnywhere_GivesTheRightReportOrSaysWhy([Range(0, 3)] int part)
    {
        var full = await _room.RunWithoutAsync();
        var whole = await File.ReadAllBytesAsync(_room.Ledger);
        var random = new Random(11 + part);
        var compared = new CaseFloor(40);
        for (var i = 0; i < 60; i++)
        {
            var (place, bit) = (random.Next(100, whole.Length), random.Next(8));
            var damaged = whole.ToArray();
            damaged[place] ^= (byte)(1 << bit);
            foreach (var rest in Directory.GetFiles(_room.Home, "pipeline.db-*")) File.Delete(rest);
            await File.WriteAllBytesAsync(_room.Ledger, damaged);

            await CheckAsync(full, $"bit {bit} of byte {place}", compared);
        }

        compared.Verify();
    }

    private async Task CheckAsync(Night full, string where, CaseFloor compared)
    {
        Night night;
        try
        {
            night = await _room.RunAsync();
        }
        catch (LedgerException)
        {
            return;
        }

        if (night.Failure is not null)
        {
            Assert.That(night.Failure, Is.InstanceOf<AuditFailedException>(), where);
            return;
        }

        Assert.That(Rest(night), Is.EqualTo(Rest(full)), where);
        compared.Count();
        if (Told(night).Count == 0) Assert.That((night.Deltas.Count, night.Summary.Outcome), Is.EqualTo((0, full.Summary.Outcome)), where);
    }

    [Test]
    public async Task Ledger_WithoutChecksums_IsReadAnewWithoutAWordAndKeepsItsHistory()
    {
        Execute("UPDATE hour SET sum = NULL; UPDATE hour_names SET sum = NULL; UPDATE stream SET sum = NULL; DELETE FROM stream_set");
        _room.Remove(Name(3), 20, 24);

        var night = await _room.RunAsync();
        await _room.RunAsync();

        Assert.That(Told(night), Is.Empty);
        Assert.That(night.Deltas.Single(delta => delta.Change == DeltaChange.Lost).VanishedFiles, Is.EqualTo(2));
        using var ledger = AuditLedger.OpenForReading(_room.Ledger);
        Assert.That(ledger.Runs(9).Select(run => run.HoursRecalled), Is.EqualTo([Hours, 0, 0]));
    }

    private static string Name(int hour) => new Hour(First.SinceEpoch + hour).ToString();

    private static List<string> Told(Night night) => [.. night.Records.OfType<StaleLedgerFinding>().Select(stale => $"{stale.Path}")];

    private static List<string> Rest(Night night) =>
        [
            .. night
                .Records.Where(record => record is not (StaleLedgerFinding or SummaryRecord or DeltaRecord))
                .Select(record => record.ToString()!),
        ];

    private static int BitsOf(object value) => value is byte[] bytes ? 8 * bytes.Length : 63;

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        byte[] flipped = [.. bytes];
        flipped[bit / 8] ^= (byte)(1 << bit % 8);
        return flipped;
    }

    private object Original(string column, string table) => Ask($"SELECT {column} FROM {table} WHERE hour = {First.SinceEpoch + 3}")!;

    private void Put(string column, string table, object value) =>
        Ask($"UPDATE {table} SET {column} = $1 WHERE hour = {First.SinceEpoch + 3}", value);

    private void Execute(string sql) => Ask(sql);

    private object? Ask(string sql, object? value = null)
    {
        using var connection = new SqliteConnection($"Data Source={_room.Ledger};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        if (value is not null) command.Parameters.AddWithValue("$1", value);
        return command.ExecuteScalar();
    }
}
