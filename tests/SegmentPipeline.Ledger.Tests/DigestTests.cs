using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>Whether a night that was changed, exchanged or taken away is noticed.</summary>
internal sealed class DigestTests
{
    private const string Ten = "2026-03-28T10";

    private readonly LedgerRoom _room = new();

    private string Reports => Path.Combine(_room.Home, "reports");

    [SetUp]
    public void LayOut()
    {
        _room.Segments(Ten, 0, 20);
        _room.Segments(Ten, 30, 40);
        _room.Segments(Ten, 40, 60, channel: "d");
        Directory.CreateDirectory(Reports);
    }

    [TearDown]
    public void Remove() => _room.Dispose();

    [Test]
    public async Task Nights_ThatNobodyTouched_FollowOneAnother()
    {
        await RunAsync(3);

        using var ledger = _room.Open();
        var runs = ledger.Runs(9);
        Assert.That(runs.Select(run => run.Previous), Is.EqualTo([runs[1].Digest, runs[2].Digest, null]));
        Assert.That(runs.Select(run => run.Digest).Distinct().Count(), Is.EqualTo(3));
        var proof = Prove();
        Assert.That(Lines(proof), Is.Empty);
        Assert.That((proof.Runs, proof.Newest, proof.Digest), Is.EqualTo((3, 3L, runs[0].Digest)));
    }

    /// <summary>As docs/formats.md says, line by line.</summary>
    [Test]
    public async Task Digest_IsThatOfTheLinesThatAreDocumented()
    {
        await RunAsync(1);
        using (var ledger = _room.Open())
        {
            await AuditAsync(ledger);
            ledger.RecordReports([new LedgerReport { Path = "/r/a\nb.csv", Bytes = 5, Sha256 = "ab" }]);
        }

        using var read = AuditLedger.OpenForReading(_room.Ledger);
        var run = read.Runs(1).Single();
        var text = new StringBuilder($"previous={run.Previous}\nrun=2\nkind=audit\nstarted={run.Started.UnixMicroseconds}\n");
        text.Append($"ended={run.Ended!.Value.UnixMicroseconds}\nstatus=complete\nexit=1\nbase=1\ntolerance={run.Tolerance.Ticks / 10}\n");
        text.Append($"hoursTotal={run.HoursTotal}\n");
        Add(text, ("hoursRead", run.HoursRead), ("hoursRecalled", run.HoursRecalled), ("hoursChecked", run.HoursChecked));
        Add(text, ("nameBytes", run.NameBytes));
        text.Append($"cursor={run.Cursor}\n");
        foreach (var fate in EntryFates.All) Add(text, ($"entries_{fate.Word.Replace('-', '_')}", fate.CountIn(run.Entries)));
        foreach (var row in CoverageClasses.All) Add(text, ($"us_{row.Word}", row.CountIn(run.Microseconds)));
        foreach (var type in FindingTypes.All) Add(text, ($"findings_{type.Word.Replace('-', '_')}", type.CountIn(run.Findings)));
        foreach (var stream in run.Streams.Select(one => one.Figures))
        {
            text.Append($"stream={stream.Stream}\nwindowStart={stream.Window!.Value.Start.UnixMicroseconds}\n");
            text.Append($"windowEnd={stream.Window.Value.End.UnixMicroseconds}\nhours={stream.Hours}\n");
            foreach (var fate in EntryFates.All) Add(text, ($"entries_{fate.Word.Replace('-', '_')}", fate.CountIn(stream.Entries)));
            foreach (var row in CoverageClasses.All) Add(text, ($"us_{row.Word}", row.CountIn(stream.Microseconds)));
            Add(text, ("holes", stream.Holes), ("degraded", stream.Degraded), ("overlaps", stream.Overlaps));
            Add(text, ("discontinuities", stream.Discontinuities), ("longestHole", stream.LongestHole.Ticks / 10));
            Add(text, ("lastEnd", stream.LastEnd!.Value.UnixMicroseconds));
        }

        text.Append("report=/r/a\\nb.csv\nbytes=5\nsha256=ab\n");
        Assert.That(run.Digest, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))), $"{text}");
    }

    [TestCase("UPDATE run SET us_missing = us_missing - 1 WHERE id = 2", "2 is not what was written down")]
    [TestCase("UPDATE run SET started = started - 1 WHERE id = 2", "2 is not what was written down")]
    [TestCase("DELETE FROM run_stream WHERE run_id = 2 AND stream_id = 1", "2 is not what was written down")]
    [TestCase("UPDATE run_report SET sha256 = 'c' WHERE run_id = 2", "2 is not what was written down")]
    [TestCase("DELETE FROM run_report WHERE run_id = 2", "2 is not what was written down")]
    [TestCase("UPDATE run_digest SET digest = 'c' WHERE run_id = 2", "2 is not what was written down", "3 does not follow run 2, which stands before it")]
    [TestCase("UPDATE run_digest SET previous = 'c' WHERE run_id = 2", "2 does not follow run 1, which stands before it", "2 is not what was written down")]
    [TestCase("DELETE FROM run WHERE id = 2", "2 is gone")]
    [TestCase(
        "UPDATE run_stream SET expected_us = 1, expected_ranges = 1, expected_source = 's', expected_digest = 'd' WHERE run_id = 2",
        "2 is not what was written down")]
    [TestCase("UPDATE run SET exit = 4 WHERE id = 2", "2 is not what was written down")]
    [TestCase("UPDATE run SET status = 'incomplete' WHERE id = 2", "2 is not what was written down")]
    [TestCase("UPDATE run SET kind = 'fill' WHERE id = 2", "2 is not what was written down")]
    [TestCase("DELETE FROM run WHERE id = 4", "4 is gone")]
    [TestCase("DELETE FROM run_digest WHERE run_id = 2", "3 does not follow run 1, which stands before it", "2 has no digest, although runs before it have one")]
    [TestCase("DELETE FROM run WHERE id = 2; DELETE FROM run_digest WHERE run_id = 2", "3 does not follow run 1, which stands before it")]
    [TestCase("DELETE FROM run WHERE id = 4; DELETE FROM run_digest WHERE run_id = 4", "4 is gone")]
    [TestCase("DELETE FROM run WHERE id = 1; DELETE FROM run_digest WHERE run_id = 1", "2 follows a run that is not there")]
    [TestCase(
        "UPDATE run SET id = 99 WHERE id = 2; UPDATE run SET id = 2 WHERE id = 3; UPDATE run SET id = 3 WHERE id = 99",
        "2 is not what was written down", "3 is not what was written down")]
    public async Task Night_ThatIsNotWhatItWas_IsNamed(string change, params string[] doubts)
    {
        await RunAsync(1);
        using (var ledger = _room.Open())
        {
            await AuditAsync(ledger);
            ledger.RecordReports([new LedgerReport { Path = "/r/a.csv", Bytes = 5, Sha256 = "ab" }]);
        }

        await RunAsync(2);
        Change("PRAGMA foreign_keys = OFF; " + change);

        Assert.That(Lines(Prove()), Is.EqualTo(doubts));
    }

    /// <summary>No column of the figures is left out.</summary>
    [Test]
    public async Task Column_OfARunThatIsChanged_IsNoticed()
    {
        await RunAsync(2);
        string[] others = ["id", "run_id", "stream_id", "has_checks", "status", "kind", "exit"];
        foreach (var table in (string[])["run", "run_stream"])
        {
            foreach (var column in Ask($"SELECT name FROM pragma_table_info('{table}')").Except(others))
            {
                if (column.StartsWith("expected_", StringComparison.Ordinal)) continue; // All of them or none: see above.
                var copy = await File.ReadAllBytesAsync(_room.Ledger);
                var where = table == "run" ? "id = 2" : "run_id = 2";
                Change($"UPDATE {table} SET {column} = CASE typeof({column}) WHEN 'text' THEN {column} || 'x' ELSE ifnull({column}, 0) + 1 END WHERE {where}");

                Assert.That(Lines(Prove()), Is.EqualTo(["2 is not what was written down"]), $"{table}.{column}");
                await File.WriteAllBytesAsync(_room.Ledger, copy);
            }
        }
    }

    [Test]
    public async Task Nights_ThatAreDroppedSinceTheyAreOld_LeaveNoDoubt()
    {
        const long day = 24 * Timestamp.MicrosecondsPerHour;
        _room.Options = new AuditLedgerOptions { Retention = TimeSpan.FromDays(3) };
        for (var i = 0; i < 8; i++)
        {
            await RunAsync(1);
            _room.Now = _room.Now.AddMicroseconds(day);
        }

        var proof = Prove();
        Assert.That(Lines(proof), Is.Empty);
        Assert.That(proof.Runs, Is.LessThan(8));
        Change("DELETE FROM run_digest WHERE run_id = 2");
        Assert.That(Lines(Prove()), Is.EqualTo(["3 does not follow run 1, which stands before it"]));
    }

    [Test]
    public async Task Nights_OfAnOlderProgram_HaveNoDigestAndLeaveNoDoubt()
    {
        var version = LedgerSchema.Migrations.ToList().FindIndex(script => script.Contains("CREATE TABLE run_digest", StringComparison.Ordinal));
        AuditLedger.Open(_room.Ledger, _room.Archive.Root, new AuditLedgerOptions(), [.. LedgerSchema.Migrations.Take(version)]).Dispose();
        Change("INSERT INTO run (started, ended, status, tolerance, has_checks) VALUES (1, 2, 'complete', 0, 0), (3, 4, 'complete', 0, 0)");

        await RunAsync(1);

        var proof = Prove();
        Assert.That(Lines(proof), Is.Empty);
        Assert.That((proof.Runs, proof.WithoutDigest, proof.Newest), Is.EqualTo((1, 2, 3L)));
    }

    [Test]
    public async Task Nights_ThatFailedOrWereCutOff_LeaveNoDoubt()
    {
        await RunAsync(1);
        _room.Options = new AuditLedgerOptions { Budget = TimeSpan.FromTicks(1) };
        await _room.RunAsync(context: LedgerRoom.HourByHour);
        _room.Options = new AuditLedgerOptions();
        using (var ledger = _room.Open())
        {
            await using var archive = _room.OpenArchive();
            await foreach (var _ in ledger.AuditAsync(archive, new AuditRequest())) break;
        }

        Change("INSERT INTO run (started, status, tolerance, has_checks) VALUES (1, 'running', 0, 0)");
        await RunAsync(1);

        Assert.That(Lines(Prove()), Is.Empty);
    }

    [Test]
    public async Task Reports_ThatLieThere_AreComparedWithWhatWasWrittenLast()
    {
        foreach (var (name, text) in ((string, string)[])[("a.csv", "one"), ("a.csv", "two"), ("b.csv", "b"), ("gone.csv", "g")])
        {
            using var ledger = _room.Open();
            await AuditAsync(ledger);
            var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
            ledger.RecordReports([new LedgerReport { Path = "/elsewhere/" + name, Bytes = text.Length, Sha256 = digest }]);
            await File.WriteAllTextAsync(Path.Combine(Reports, name), text);
        }

        File.Delete(Path.Combine(Reports, "gone.csv"));
        var proof = Prove(Reports);
        Assert.That(Lines(proof), Is.Empty);
        Assert.That((proof.Reports, proof.AbsentReports), Is.EqualTo((2, 1)));

        await File.WriteAllTextAsync(Path.Combine(Reports, "a.csv"), "one");
        Assert.That(Lines(Prove(Reports)), Is.EqualTo(["a.csv of 2 is not the file that was written"]));
    }

    [Test]
    public void Reports_OfNoAudit_AreMisuse()
    {
        using var ledger = _room.Open();

        Assert.That(() => ledger.RecordReports([]), Throws.InvalidOperationException);
    }

    private static void Add(StringBuilder text, params ReadOnlySpan<(string Name, long Value)> lines)
    {
        foreach (var (name, value) in lines)
        {
            if (value != 0) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{name}={value}\n");
        }
    }

    private static IEnumerable<string> Lines(LedgerProof proof) =>
        proof.Doubts.Select(doubt => $"{(doubt.Report is null ? "" : doubt.Report + " of ")}{doubt.Run} {doubt.Text}");

    private async Task RunAsync(int nights)
    {
        for (var i = 0; i < nights; i++) Assert.That((await _room.RunAsync()).Failure, Is.Null);
    }

    private async Task AuditAsync(AuditLedger ledger) => Assert.That((await _room.RunAsync(ledger)).Failure, Is.Null);

    private LedgerProof Prove(string? reports = null)
    {
        using var ledger = AuditLedger.OpenForReading(_room.Ledger);
        return ledger.Prove(reports);
    }

    private void Change(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private List<string> Ask(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(reader.GetString(0));
        return rows;
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_room.Ledger};Pooling=False");
        connection.Open();
        return connection;
    }
}
