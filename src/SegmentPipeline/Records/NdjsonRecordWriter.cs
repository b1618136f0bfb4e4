using System.Buffers;

namespace SegmentPipeline;

/// <summary>Writes one JSON object a line. Each line ends in LF; no name can break a line or move a cursor, since control characters
/// are escaped.</summary>
/// <remarks>Source: semantics §5.</remarks>
/// <param name="stream">Where to.</param>
/// <param name="fields">Which fields.</param>
public sealed class NdjsonRecordWriter(Stream stream, RecordFields fields = RecordFields.All) : IRecordWriter
{
    private readonly OutputBuffer _output = new(stream);
    private readonly RecordJson _json = new(fields);

    /// <inheritdoc />
    public ValueTask WriteAsync(AuditRecord record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        _json.Write(_output.Bytes, record);
        _output.Bytes.Write("\n"u8);
        return _output.DrainAsync(cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask CompleteAsync(CancellationToken cancellationToken = default) => _output.FlushAsync(cancellationToken);
}
