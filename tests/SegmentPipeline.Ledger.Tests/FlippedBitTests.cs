using SegmentPipeline.Testing;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>Single bits that flip anywhere in the ledger of an archive that then changes: the next run says what it would have said, or
/// that something is wrong.</summary>
internal sealed class FlippedBitTests
{
    private const int PageBytes = 16384;
    private const int PageHeadBytes = 40;
    private static readonly Hour First = Timestamp.Parse("2026-03-28T00").Hour;
    private LedgerRoom _room = null!;

    /// <summary>Three runs; then time is lost, a hole heals, one is new, and a whole stream is gone.</summary>
    [SetUp]
    public async Task OpenAsync()
    {
        _room = new LedgerRoom();
        foreach (var channel in (string[])["c", "d", "e"])
        {
            for (var i = 0; i < 3; i++) _room.Segments(Name(i), 2 * i, 20, channel);
        }

        _room.Archive.File("c", "q", Name(1), "bad.ts");
        await _room.RunAsync();
        _room.Remove(Name(1), 10, 14);
        await _room.RunAsync();
        _room.Segments(Name(2), 40, 50, "d", "suspect");
        await _room.RunAsync();
        _room.Remove(Name(0), 12, 16);
        _room.Segments(Name(1), 10, 12);
        _room.Remove(Name(2), 6, 8, "d");
        Directory.Delete(Path.Combine(_room.Archive.Root, "e"), recursive: true);
    }

    [TearDown]
    public void Close() => _room.Dispose();

    [TestCase(3, 400)]
    [TestCase(5, 400)]
    public async Task NextRun_AfterAFlippedBit_SaysTheSameOrThatSomethingIsWrong(int seed, int flips)
    {
        var whole = await File.ReadAllBytesAsync(_room.Ledger);
        var expected = Said(await _room.RunAsync());
        var places = Enumerable
            .Range(100, whole.Length - 100)
            .Where(place => whole[place] != 0 || place % PageBytes < PageHeadBytes)
            .ToArray();
        var random = new Random(seed);
        var silent = new List<string>();
        var compared = new CaseFloor(flips / 4);
        for (var i = 0; i < flips; i++)
        {
            var (place, bit) = (places[random.Next(places.Length)], random.Next(8));
            byte[] damaged = [.. whole];
            damaged[place] ^= (byte)(1 << bit);
            foreach (var rest in Directory.GetFiles(_room.Home, "pipeline.db-*")) File.Delete(rest);
            await File.WriteAllBytesAsync(_room.Ledger, damaged);
            if (await SaidAsync() is not { } said) continue;
            compared.Count();
            if (!said.SequenceEqual(expected))
                silent.Add(
                    $"byte {place} bit {bit}: {string.Join(" | ", said.Except(expected))} instead of {string.Join(" | ", expected.Except(said))}"
                );
        }

        Assert.That(silent, Is.Empty, $"seed {seed}");
        compared.Verify();
    }

    [TestCase("DELETE FROM stream WHERE channel = 'e'")]
    [TestCase("UPDATE stream SET sum = NULL, base_run = NULL, channel = 'x' WHERE channel = 'e'")]
    public void Stream_WhoseRowIsGone_RefusesTheLedger(string damage)
    {
        Change("PRAGMA foreign_keys = OFF; " + damage);

        Assert.That(async () => (await _room.RunAsync()).Failure is { } failure ? throw failure : 0,
            Throws.InstanceOf<LedgerException>().With.Property("Fault").EqualTo(LedgerFault.Corrupt));
    }

    [TestCase("DELETE FROM hour_names")]
    [TestCase("UPDATE hour_names SET sum = NULL, names = x'00'")]
    public async Task Names_ThatAreGone_AreTold(string damage)
    {
        Change(damage);

        var night = await _room.RunAsync();

        Assert.That(
            night.Records.OfType<StaleLedgerFinding>().Select(stale => $"{stale.Path}"),
            Does.Contain($"c/q/{Name(0)}").And.Contain($"e/q/{Name(0)}"));
    }

    [Test]
    public async Task Hour_WhoseRowIsGone_StillTellsItsVanishedFiles()
    {
        var before = await File.ReadAllBytesAsync(_room.Ledger);
        var expected = (await _room.RunAsync()).DeltaLines;
        await File.WriteAllBytesAsync(_room.Ledger, before);
        Change("PRAGMA foreign_keys = OFF; DELETE FROM hour");

        Assert.That((await _room.RunAsync()).DeltaLines, Is.EqualTo(expected));
    }

    /// <summary>What a run says; null if it says that something is wrong.</summary>
    private async Task<List<string>?> SaidAsync()
    {
        try
        {
            using var ledger = _room.Open();
            var night = await _room.RunAsync(ledger);
            return ledger.Note is not null || night.Failure is not null || night.Records.Any(record => record is StaleLedgerFinding)
                ? null
                : Said(night);
        }
        catch (LedgerException)
        {
            return null;
        }
    }

    private static List<string> Said(Night night) =>
        [
            .. night.Records.Where(record => record is not (SummaryRecord or DeltaRecord)).Select(record => record.ToString()!),
            .. night.DeltaLines,
            $"{night.Summary.Entries} {night.Summary.Microseconds} {night.Summary.Findings} {night.Summary.Outcome}",
        ];

    private void Change(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_room.Ledger};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static string Name(int hour) => new Hour(First.SinceEpoch + hour).ToString();
}
