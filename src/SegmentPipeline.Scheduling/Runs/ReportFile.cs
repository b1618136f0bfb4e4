using SegmentPipeline.Hosting;

namespace SegmentPipeline.Scheduling;

/// <summary>A report under way, which gets its name when it is whole.</summary>
internal sealed class ReportFile : IDisposable
{
    private readonly AtomicFile _file;
    private readonly IRecordWriter _writer;

    private ReportFile(string path, ReportFormat format, RecordFields fields)
    {
        _file = AtomicFile.Open(path);
        _writer = format switch
        {
            ReportFormat.Json => new JsonRecordWriter(_file.Stream, fields),
            ReportFormat.Csv => new CsvRecordWriter(_file.Stream),
            _ => new NdjsonRecordWriter(_file.Stream, fields),
        };
    }

    internal static ReportFile Open(string path, ReportFormat format, RecordFields fields) => new(Path.GetFullPath(path), format, fields);

    internal ValueTask WriteAsync(AuditRecord record, CancellationToken cancellationToken) => _writer.WriteAsync(record, cancellationToken);

    /// <summary>Gives the report its name. Without this call it is thrown away.</summary>
    internal async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        await _writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        _file.Commit();
    }

    public void Dispose() => _file.Dispose();
}
