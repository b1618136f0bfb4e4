using SegmentPipeline.Testing;
using SegmentPipeline.Tests.Records;

namespace SegmentPipeline.Reports.Tests.Tables;

internal sealed class ParquetRecordWriterTests
{
    private static readonly Timestamp Start = Timestamp.Parse("2026-03-28T22:00:00Z");

    [Test]
    public async Task Records_OfEveryType_AreThoseOfNdjson()
    {
        AuditRecord[] records =
        [
            .. SampleRecords.All,
            SampleRecords.Unknown,
            SampleRecords.Hole with
            {
                Range = new TimeRange(
                    Timestamp.Parse("0001-01-01T00"),
                    Timestamp.Parse("9999-12-31T23").AddMicroseconds(2 * Timestamp.MicrosecondsPerHour)),
            },
            SampleRecords.Degraded with
            {
                Class = CoverageClass.Partial,
            },
            SampleRecords.Hour with
            {
                Readable = false,
            },
            SampleRecords.StreamFigures with
            {
                Window = null,
            },
            SampleRecords.Mended with { Replicas = [] },
            SampleRecords.Mended with { Change = DeltaChange.Corrupted, Mending = null, Replicas = [] },
            .. Enum.GetValues<DeltaChange>().Select(change => SampleRecords.Delta with { Change = change, Previous = SampleRecords.Range }),
        ];

        using var table = await DuckTable.WriteAsync(records);

        Assert.That(ComparableRows.Of(table), Is.EqualTo(await ComparableRows.OfNdjsonAsync(records)));
    }

    [Test]
    public async Task Expectations_HaveColumnsOnlyWhereTheyMayBe()
    {
        AuditRecord[] records = [SampleRecords.Header, SampleRecords.Off, SampleRecords.Expectation, SampleRecords.StreamFigures];
        using var with = await DuckTable.WriteAsync([SampleRecords.Header with { HasExpectation = true }, .. records[1..]]);
        using var without = await DuckTable.WriteAsync(records);

        var rows = with.Query("SELECT type, microseconds, offMicroseconds, expectedMicroseconds, ranges, source, digest FROM 'report.parquet'");

        Assert.That(rows[0], Is.EquivalentTo(new Dictionary<string, object> { ["type"] = "off", ["microseconds"] = 9769950L }));
        Assert.That(rows[1], Is.EquivalentTo(new Dictionary<string, object>
        {
            ["type"] = "expectation",
            ["expectedMicroseconds"] = 5L,
            ["ranges"] = 2L,
            ["source"] = "weekly",
            ["digest"] = "d1",
        }));
        Assert.That(rows[2], Is.EquivalentTo(new Dictionary<string, object> { ["type"] = "stream", ["offMicroseconds"] = 0L }));
        Assert.That(without.Query("DESCRIBE SELECT * FROM 'report.parquet'"), Has.Count.EqualTo(AuditTable.Columns.Count));
    }

    [Test]
    public async Task HeaderAndSummary_AreMetadata()
    {
        using var table = await DuckTable.WriteAsync([SampleRecords.Header with { Start = Start }, SampleRecords.Summary]);

        Assert.That(table.Metadata(), Is.EquivalentTo(new Dictionary<string, string>
        {
            ["pipeline.schema"] = "1",
            ["pipeline.version"] = "1.2.3",
            ["pipeline.root"] = "/srv/archive",
            ["pipeline.windowStart"] = "2026-03-28T22:00:00.000000Z",
            ["pipeline.toleranceMicroseconds"] = "10000",
            ["pipeline.streams"] = "1",
            ["pipeline.hours"] = "11",
            ["pipeline.complete"] = "false",
            ["pipeline.exit"] = "3",
            ["pipeline.elapsedSeconds"] = "1.50025",
        }));
    }

    /// <remarks>While a schema is made, Parquet.Net 6.1.0 writes another level into its fields for a moment; whoever writes another report
    /// just then would write that.</remarks>
    [Test]
    public void Fields_OfTwoReports_AreNotTheSame() =>
        Assert.That(AuditTable.Columns.Where(column => ReferenceEquals(column.CreateField(), column.CreateField())), Is.Empty);

    [Test]
    public async Task Deterministic_LeavesOutClocksAndPaths()
    {
        var first = await DuckTable.BytesOfAsync(SampleRecords.All, RecordFields.Deterministic);
        var moved = SampleRecords.All.Select(record => record switch
        {
            HeaderRecord header => header with { Root = "/elsewhere" },
            SummaryRecord summary => summary with { Elapsed = TimeSpan.FromHours(1) },
            _ => record,
        });

        Assert.That(await DuckTable.BytesOfAsync(moved, RecordFields.Deterministic), Is.EqualTo(first));
        using var table = DuckTable.Open(first);
        Assert.That(table.Metadata().Keys, Has.None.AnyOf("pipeline.root", "pipeline.elapsedSeconds"));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(ParquetTable<AuditRecord>.RowsInGroup - 1)]
    [TestCase(ParquetTable<AuditRecord>.RowsInGroup)]
    [TestCase(ParquetTable<AuditRecord>.RowsInGroup + 1)]
    [TestCase(3 * ParquetTable<AuditRecord>.RowsInGroup + 1)]
    public async Task Rows_InAnyNumberOfGroups_AreAllThereInOrder(int rows)
    {
        using var table = await DuckTable.WriteAsync([SampleRecords.Header, .. Holes(rows), SampleRecords.Summary]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                table.Ask("SELECT num_row_groups FROM parquet_file_metadata('report.parquet')"),
                Is.EqualTo(Math.Max(1, (rows + ParquetTable<AuditRecord>.RowsInGroup - 1) / ParquetTable<AuditRecord>.RowsInGroup)));
            Assert.That(
                table.Query("SELECT microseconds FROM 'report.parquet'").Select(row => (long)row["microseconds"]),
                Is.EqualTo(Enumerable.Range(1, rows).Select(row => (long)row)));
        }
    }

    /// <summary>Readers pass over groups whose statistics say that nothing they look for is in them.</summary>
    [Test]
    public async Task Conditions_ThatStatisticsAnswer_FindTheirRows()
    {
        const int Rows = 3 * ParquetTable<AuditRecord>.RowsInGroup;
        using var table = await DuckTable.WriteAsync([.. Holes(Rows), SampleRecords.Bad]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(table.Ask("SELECT count(*) FROM 'report.parquet' WHERE start >= '2026-03-28T22:00:00Z'"), Is.EqualTo(Rows));
            Assert.That(table.Ask("SELECT count(*) FROM 'report.parquet' WHERE start < '2026-03-28T22:00:00Z'"), Is.Zero);
            Assert.That(
                table.Ask($"SELECT count(*) FROM 'report.parquet' WHERE start = make_timestamptz({Start.UnixMicroseconds + 1_000_000})"),
                Is.EqualTo(1));
            Assert.That(table.Ask($"SELECT count(*) FROM 'report.parquet' WHERE microseconds > {Rows - 2}"), Is.EqualTo(2));
            Assert.That(table.Ask("SELECT min(vanishedFiles) FROM 'report.parquet'"), Is.Null);
            Assert.That(table.Ask("SELECT min(position) FROM 'report.parquet'"), Is.EqualTo(4));
        }
    }

    [TestCase("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0")]
    [TestCase("a\u0001b\r\n\e[2J", "a\\x01b\\x0D\\x0A\\x1B[2J")]
    [TestCase("<script>alert(\"1\")</script>, 'x'", "<script>alert(\"1\")</script>, 'x'")]
    [TestCase("\u202Eabc", "\\xE2\\x80\\xAEabc")]
    [TestCase("ü\u65E5\U0001F600", "ü\u65E5\U0001F600")]
    [TestCase("", "")]
    public async Task Name_ThatIsHostile_StaysText(string name, string written)
    {
        // Between others that UTF-8 and UTF-16 put in different orders.
        using var table = await DuckTable.WriteAsync([
            new StrayFinding { Path = Places.Entry("\uFF21"), Cause = "a" },
            new StrayFinding { Path = name.Length == 0 ? ArchivePath.Root : Places.Entry(name), Cause = "b" },
            new StrayFinding { Path = Places.Entry("\U0001F601"), Cause = "c" },
        ]);

        Assert.That(table.Ask("SELECT path FROM 'report.parquet' WHERE cause = 'b'"), Is.EqualTo(written));
        Assert.That(table.Ask($"SELECT cause FROM 'report.parquet' WHERE path = '{written.Replace("'", "''")}'"), Is.EqualTo("b"));
        Assert.That(table.Ask("SELECT cause FROM 'report.parquet' WHERE path = '\U0001F601'"), Is.EqualTo("c"));
    }

    [Test]
    public async Task Stream_ThatOnlyWritesAsynchronously_IsFlushedAndLeftOpen()
    {
        using var stream = new AsynchronousOnlyStream();
        var writer = new ParquetRecordWriter(stream);
        foreach (var record in SampleRecords.All) await writer.WriteAsync(record);
        await writer.CompleteAsync();

        Assert.That(stream, Has.Property("IsFlushed").True.And.Property("IsClosed").False);
        using var table = DuckTable.Open(stream.Bytes);
        Assert.That(table.Ask("SELECT count(*) FROM 'report.parquet'"), Is.EqualTo(SampleRecords.All.Count - 2));
    }

    [Test]
    public async Task Table_OfNothing_HasItsColumns()
    {
        using var table = await DuckTable.WriteAsync([]);

        Assert.That(table.Ask("SELECT count(*) FROM 'report.parquet'"), Is.Zero);
        Assert.That(table.Metadata(), Is.EquivalentTo(new Dictionary<string, string> { ["pipeline.schema"] = "1" }));
    }

    private static IEnumerable<AuditRecord> Holes(int count) => Enumerable.Range(0, count).Select(i =>
    {
        var from = Start.AddMicroseconds(1_000_000L * i);
        return new HoleFinding
        {
            Stream = SampleRecords.Stream,
            Range = new TimeRange(from, from.AddMicroseconds(i + 1)),
            Before = Places.Entry(SampleRecords.Stream, $"{from.Hour}/{i}"),
            After = null,
        };
    });
}
