using SegmentPipeline.Records;

namespace SegmentPipeline.Hosting.Scheduling;

/// <summary>A report under way: written beside its name, and renamed when it is whole. Whoever reads it sees the old one or the new
/// one, never half of one.</summary>
internal sealed class ReportFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;
    private readonly IRecordWriter _writer;

    private ReportFile(string path, ReportFormat format, RecordFields fields)
    {
        _path = path;
        var beside = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        _file = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        _writer = format switch
        {
            ReportFormat.Json => new JsonRecordWriter(_file, fields),
            ReportFormat.Csv => new CsvRecordWriter(_file),
            _ => new NdjsonRecordWriter(_file, fields),
        };
    }

    internal static ReportFile Open(string path, ReportFormat format, RecordFields fields) => new(Path.GetFullPath(path), format, fields);

    internal ValueTask WriteAsync(AuditRecord record, CancellationToken cancellationToken) => _writer.WriteAsync(record, cancellationToken);

    /// <summary>Gives the report its name. Without this call it is thrown away.</summary>
    internal async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        await _writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        _file.Flush(flushToDisk: true);
        await _file.DisposeAsync().ConfigureAwait(false);
        File.Move(_file.Name, _path, overwrite: true);
    }

    public void Dispose()
    {
        _file.Dispose();
        File.Delete(_file.Name);
    }
}
