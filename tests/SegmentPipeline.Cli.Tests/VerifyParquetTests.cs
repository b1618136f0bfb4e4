using SegmentPipeline.Hosting;
using SegmentPipeline.Reports.Tests.Tables;
using SegmentPipeline.Testing;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Cli.Tests;

internal sealed class VerifyParquetTests
{
    private static readonly StreamId Stream = new("desertbus", "source");
    private static readonly TimeRange Range = new(Timestamp.Parse("2026-03-28T18:00:00Z"), Timestamp.Parse("2026-03-28T18:00:02Z"));
    private static readonly EntryPath First = Places.Entry(Stream, "2026-03-28T18/00:00.0-2.0-full-aaaa.ts");
    private static readonly EntryPath Second = Places.Entry(Stream, "2026-03-28T18/00:02.0-2.0-full-bbbb.ts");

    private static readonly CorruptRecord Corrupt = new()
    {
        File = new CorruptFile
        {
            Path = First,
            Range = Range,
            Kind = SegmentKind.Full,
            IsSelected = true,
            Origin = CorruptOrigin.Disk,
            Causes = [new CorruptCause { Cause = CorruptCauseKind.Hash }, new CorruptCause { Cause = CorruptCauseKind.Zeros }],
        },
    };

    [Test]
    public async Task Findings_OfEveryType_AreRows()
    {
        VerificationRecord[] records =
        [
            Corrupt,
            new ClockRecord { Clock = ClockFault.HiddenHole, Range = Range, Microseconds = 1_500_000, Before = First, After = Second },
            new UnreadableFileRecord { Path = First.FromRoot, Cause = "Input/output error" },
            new VanishedFileRecord { Path = Second.FromRoot },
            new SingleFileRecord { Path = "a.ts", State = SingleFileState.Right, SizeBytes = 188 },
        ];

        using var table = await WriteAsync(records);

        Assert.That(
            table.Query("SELECT * REPLACE (epoch_us(start) AS start, epoch_us(\"end\") AS \"end\") FROM 'report.parquet'")
                .Select(row => string.Join(' ', row.Select(cell => $"{cell.Key}={cell.Value}"))),
            Is.EqualTo(
            [
                $"type=corrupt channel=desertbus quality=source path={First} start={Range.Start.UnixMicroseconds} end={Range.End.UnixMicroseconds} "
                + "kind=full selected=True origin=disk causes=hash zeros",
                $"type=clock channel=desertbus quality=source start={Range.Start.UnixMicroseconds} end={Range.End.UnixMicroseconds} "
                + $"clock=hidden-hole microseconds=1500000 before={First} after={Second}",
                $"type=unreadable channel=desertbus quality=source path={Stream}/{First} cause=Input/output error",
                $"type=vanished channel=desertbus quality=source path={Stream}/{Second}",
                "type=file path=a.ts causes= state=right",
            ]));
    }

    [Test]
    public async Task HeaderScheduleAndSummary_AreMetadata()
    {
        using var table = await WriteAsync(
        [
            new VerificationHeaderRecord
            {
                Version = "1.2.3",
                Root = "/srv/archive",
                Request = new VerificationRequest { Start = Range.Start, Sample = SampleSize.FromFiles(3000) },
                Seed = 7,
                Started = Range.End,
            },
            new ScheduleRecord { Files = 10, Bytes = 1000, FullPass = TimeSpan.FromSeconds(1.5) },
            new VerificationSummaryRecord
            {
                Level = VerificationLevel.Full,
                Files = 10,
                Bytes = 1000,
                Right = 4,
                Corrupt = 1,
                Unreadable = 2,
                Vanished = 1,
                NotChecked = 2,
                Seed = 7,
                Bound = new CorruptBound { CorruptAtMost = 6, Files = 10 },
                Complete = false,
                Outcome = AuditOutcome.Incomplete,
                Elapsed = TimeSpan.FromSeconds(2.25),
            },
        ]);

        Assert.That(table.Query("SELECT * FROM 'report.parquet'"), Is.Empty);
        Assert.That(table.Metadata(), Is.EquivalentTo(new Dictionary<string, string>
        {
            ["pipeline.schema"] = "1",
            ["pipeline.version"] = "1.2.3",
            ["pipeline.root"] = "/srv/archive",
            ["pipeline.started"] = "2026-03-28T18:00:02.000000Z",
            ["pipeline.windowStart"] = "2026-03-28T18:00:00.000000Z",
            ["pipeline.toleranceMicroseconds"] = "10000",
            ["pipeline.level"] = "full",
            ["pipeline.onlySelected"] = "false",
            ["pipeline.sample"] = "3000",
            ["pipeline.seed"] = "7",
            ["pipeline.fullPassSeconds"] = "2",
            ["pipeline.files"] = "10",
            ["pipeline.checked"] = "5",
            ["pipeline.bytes"] = "1000",
            ["pipeline.right"] = "4",
            ["pipeline.corrupt"] = "1",
            ["pipeline.unreadable"] = "2",
            ["pipeline.vanished"] = "1",
            ["pipeline.notChecked"] = "2",
            ["pipeline.unreadableDirectories"] = "0",
            ["pipeline.corruptAtMost"] = "6",
            ["pipeline.complete"] = "false",
            ["pipeline.exit"] = "3",
            ["pipeline.elapsedSeconds"] = "2.25",
        }));
    }

    [Test]
    public async Task Terminal_AsOutput_IsRefused()
    {
        using var pipeline = new Pipeline { OutputScreen = new Screen(80, 24, HasColours: true) };

        var outcome = await pipeline.RunAsync("verify", InMemoryReader.RootPath, "--format", "parquet");

        Assert.That(outcome.ExitCode, Is.EqualTo(64));
        Assert.That(
            outcome.ErrorLines[0],
            Is.EqualTo("pipeline: --format: parquet is not for a terminal; name a file with --output or write to a pipe"));
    }

    /// <summary>The answer to the query of docs/formats.md.</summary>
    [Test]
    public async Task Query_OfTheDocument_IsAnswered()
    {
        var query = ProjectFiles.BlocksOf("docs/formats.md", "sql").Single(block => block.Contains("causes", StringComparison.Ordinal));
        using var table = await WriteAsync([Corrupt, Corrupt]);

        Assert.That(table.Query(query).Single().Values, Is.EqualTo(new object[] { "disk", "hash zeros", 2L }));
    }

    private static async Task<DuckTable> WriteAsync(IEnumerable<VerificationRecord> records)
    {
        using var bytes = new MemoryStream();
        using var printer = VerifyPrinter.Create(ReportFormat.Parquet, bytes, () => throw new InvalidOperationException("no text is asked for"));
        foreach (var record in records) await printer.WriteAsync(record, default);
        await printer.CompleteAsync(default);
        return DuckTable.Open(bytes.ToArray());
    }
}
