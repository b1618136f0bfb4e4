using SegmentPipeline.Verification;

namespace SegmentPipeline.Cli;

/// <summary>Prints a verification as an Apache Parquet file: one row for each finding, or for each file that was named by itself. What
/// header, schedule and summary say of the whole stands in the file's key/value metadata.</summary>
/// <remarks>Source: docs/formats.md.</remarks>
internal sealed class VerifyColumns(Stream stream) : VerifyPrinter
{
    private readonly ParquetTable<VerificationRecord> _table = new(stream, VerifyTable.Columns);
    private readonly TableMetadata _metadata = new(RecordFields.All);

    internal override ValueTask WriteAsync(VerificationRecord record, CancellationToken cancellationToken)
    {
        switch (record)
        {
            case VerificationHeaderRecord header: Add(header); return default;
            case ScheduleRecord schedule: Add(schedule); return default;
            case VerificationSummaryRecord summary: Add(summary); return default;
            default: return _table.AddAsync(record, cancellationToken);
        }
    }

    internal override async ValueTask CompleteAsync(CancellationToken cancellationToken) =>
        await _table.CompleteAsync(_metadata.Values, cancellationToken).ConfigureAwait(false);

    private void Add(VerificationHeaderRecord header)
    {
        _metadata.AddText("version", header.Version);
        _metadata.AddOrigin(header.Root, header.Started);
        _metadata.AddWindow(header.Request.Start, header.Request.End, header.Request.Tolerance.Ticks / TimeSpan.TicksPerMicrosecond);
        _metadata.AddText("level", VerificationWords.WordOf(header.Request.Level));
        _metadata.AddFlag("onlySelected", header.Request.OnlySelected);
        if (header.Request.Sample is { } sample) _metadata.AddText("sample", sample.ToString());
        _metadata.AddNumber("seed", header.Seed);
    }

    private void Add(ScheduleRecord schedule)
    {
        _metadata.AddNumber("fullPassSeconds", schedule.FullPass is { } pass ? (long)Math.Ceiling(pass.TotalSeconds) : null);
        _metadata.AddNumber("runs", schedule.Runs);
    }

    private void Add(VerificationSummaryRecord summary)
    {
        _metadata.AddNumber("files", summary.Files);
        _metadata.AddNumber("checked", summary.Checked);
        _metadata.AddNumber("bytes", summary.Bytes);
        _metadata.AddNumber("right", summary.Right);
        _metadata.AddNumber("corrupt", summary.Corrupt);
        _metadata.AddNumber("unreadable", summary.Unreadable);
        _metadata.AddNumber("vanished", summary.Vanished);
        _metadata.AddNumber("notChecked", summary.NotChecked);
        _metadata.AddNumber("unreadableDirectories", summary.UnreadableDirectories);
        _metadata.AddNumber("corruptAtMost", summary.Bound?.CorruptAtMost);
        _metadata.AddNumber("oldestUnverified", summary.OldestUnverified is { } oldest ? (long)oldest.TotalSeconds : null);
        _metadata.AddEnd(summary.Complete, summary.Outcome, summary.Elapsed);
    }
}
