namespace SegmentPipeline.Scheduling;

/// <summary>A report under way, which gets its name when it is whole.</summary>
internal sealed class ReportFile : IDisposable
{
    private readonly AtomicFile _file;
    private readonly DigestedStream _stream;
    private readonly IRecordWriter _writer;

    private ReportFile(ScheduledReport report, string path, Func<Stream, IRecordWriter> createWriter)
    {
        (Report, Path) = (report, path);
        _file = AtomicFile.Open(path);
        _stream = new DigestedStream(_file.Stream);
        _writer = createWriter(_stream);
    }

    /// <summary>What it is configured as.</summary>
    internal ScheduledReport Report { get; }

    /// <summary>Absolute path of the name that it gets.</summary>
    internal string Path { get; }

    /// <summary>How many bytes it has so far.</summary>
    internal long Bytes => _stream.Count;

    /// <summary>The SHA-256 of them, in hexadecimal.</summary>
    internal string Sha256 => _stream.Sha256;

    /// <summary>Finds that a report can be written, before there is anything to write.</summary>
    /// <param name="report">What it is configured as.</param>
    /// <param name="path">Absolute path of the name that it gets.</param>
    /// <param name="createWriter">Makes what writes it.</param>
    internal static ReportFile Open(ScheduledReport report, string path, Func<Stream, IRecordWriter> createWriter) =>
        new(report, path, createWriter);

    internal ValueTask WriteAsync(AuditRecord record, CancellationToken cancellationToken) => _writer.WriteAsync(record, cancellationToken);

    /// <summary>Gives the report its name. Without this call it is thrown away.</summary>
    internal async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        await _writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        _file.Commit();
    }

    public void Dispose()
    {
        _stream.Dispose();
        _file.Dispose();
    }
}
