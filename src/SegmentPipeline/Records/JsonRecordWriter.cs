using System.Buffers;

namespace SegmentPipeline;

/// <summary>Writes one JSON document, <c>{"records":[…]}</c>, of the same objects as <see cref="NdjsonRecordWriter"/>, one a
/// line.</summary>
/// <remarks>Source: semantics §5.</remarks>
/// <param name="stream">Where to.</param>
/// <param name="fields">Which fields.</param>
public sealed class JsonRecordWriter(Stream stream, RecordFields fields = RecordFields.All) : IRecordWriter
{
    private readonly OutputBuffer _output = new(stream);
    private readonly RecordJson _json = new(fields);
    private bool _begun;

    /// <inheritdoc />
    public ValueTask WriteAsync(AuditRecord record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        _output.Bytes.Write(_begun ? ",\n"u8 : "{\"records\":[\n"u8);
        _begun = true;
        _json.Write(_output.Bytes, record);
        return _output.DrainAsync(cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        _output.Bytes.Write(_begun ? "\n]}\n"u8 : "{\"records\":[]}\n"u8);
        return _output.FlushAsync(cancellationToken);
    }
}
