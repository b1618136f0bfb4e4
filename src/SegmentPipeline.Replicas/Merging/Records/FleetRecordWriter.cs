using System.Text;

namespace SegmentPipeline.Replicas;

/// <summary>Writes the records of a fleet, one after the other.</summary>
/// <remarks>Source: semantics §10. A writer is used by one caller at a time.</remarks>
public abstract class FleetRecordWriter
{
    private protected FleetRecordWriter(Stream stream) => Stream = stream;

    private protected Stream Stream { get; }

    /// <summary>A JSON object a line.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public static FleetRecordWriter CreateNdjson(Stream stream) => new JsonWriter(stream, "", "\n", "\n");

    /// <summary>One JSON array of all records.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public static FleetRecordWriter CreateJson(Stream stream) => new JsonWriter(stream, "[\n", ",\n", "\n]\n");

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

    private sealed class JsonWriter(Stream stream, string before, string between, string after) : FleetRecordWriter(stream)
    {
        private bool _hasWritten;

        public override async ValueTask WriteAsync(FleetRecord record, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(record);
            await WriteTextAsync(_hasWritten ? between : before, cancellationToken).ConfigureAwait(false);
            _hasWritten = true;
            await Stream.WriteAsync(FleetJson.ToBytes(record), cancellationToken).ConfigureAwait(false);
        }

        public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
        {
            if (!_hasWritten) await WriteTextAsync(before, cancellationToken).ConfigureAwait(false);
            if (_hasWritten || before.Length > 0) await WriteTextAsync(after, cancellationToken).ConfigureAwait(false);
            await Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        private ValueTask WriteTextAsync(string text, CancellationToken cancellationToken) =>
            text.Length == 0 ? default : Stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
    }
}
