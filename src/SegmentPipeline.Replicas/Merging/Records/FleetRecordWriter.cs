namespace SegmentPipeline.Replicas;

/// <summary>Writes the records of a fleet, one after the other.</summary>
/// <remarks>Source: semantics §10. A writer is used by one caller at a time.</remarks>
public abstract class FleetRecordWriter
{
    private protected FleetRecordWriter()
    {
    }

    /// <summary>A JSON object a line.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public static FleetRecordWriter CreateNdjson(Stream stream) => new JsonWriter(JsonFrame.CreateLines(stream));

    /// <summary>One JSON array of all records.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public static FleetRecordWriter CreateJson(Stream stream) => new JsonWriter(JsonFrame.CreateArray(stream));

    /// <summary>A table as RFC 4180 has it, a line for each record but the last, and for each part of a hole.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public static FleetRecordWriter CreateCsv(Stream stream) => new FleetCsvWriter(stream);

    /// <summary>Writes a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Stops waiting for the stream.</param>
    public abstract ValueTask WriteAsync(FleetRecord record, CancellationToken cancellationToken = default);

    /// <summary>Writes what stands at the end, and flushes.</summary>
    /// <param name="cancellationToken">Stops waiting for the stream.</param>
    public abstract ValueTask CompleteAsync(CancellationToken cancellationToken = default);

    private sealed class JsonWriter(JsonFrame frame) : FleetRecordWriter
    {
        public override ValueTask WriteAsync(FleetRecord record, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(record);
            return frame.WriteAsync(FleetJson.ToBytes(record), cancellationToken);
        }

        public override ValueTask CompleteAsync(CancellationToken cancellationToken = default) => frame.CompleteAsync(cancellationToken);
    }
}
