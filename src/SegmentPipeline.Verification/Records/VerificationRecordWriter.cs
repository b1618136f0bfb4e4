using System.Text;

namespace SegmentPipeline.Verification;

/// <summary>Writes the records of a verification, one after the other.</summary>
/// <remarks>Source: docs/verification.md §6. A writer is used by one caller at a time; the stream stays open.</remarks>
public abstract class VerificationRecordWriter
{
    private protected VerificationRecordWriter(Stream stream) => Stream = stream;

    private protected Stream Stream { get; }

    /// <summary>A JSON object a line.</summary>
    /// <param name="stream">Where to.</param>
    public static VerificationRecordWriter CreateNdjson(Stream stream) => new JsonWriter(stream, "", "\n", "\n", "");

    /// <summary>One JSON document, <c>{"records":[…]}</c>, of the same objects.</summary>
    /// <param name="stream">Where to.</param>
    public static VerificationRecordWriter CreateJson(Stream stream) =>
        new JsonWriter(stream, "{\"records\":[\n", ",\n", "\n]}\n", "{\"records\":[]}\n");

    /// <summary>A table as RFC 4180 has it, a line for each finding.</summary>
    /// <param name="stream">Where to.</param>
    public static VerificationRecordWriter CreateCsv(Stream stream) => new VerificationCsvWriter(stream);

    /// <summary>Writes a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Stops waiting for the stream.</param>
    public abstract ValueTask WriteAsync(VerificationRecord record, CancellationToken cancellationToken = default);

    /// <summary>Writes what stands at the end, and flushes.</summary>
    /// <param name="cancellationToken">Stops waiting for the stream.</param>
    public abstract ValueTask CompleteAsync(CancellationToken cancellationToken = default);

    private sealed class JsonWriter(Stream stream, string before, string between, string after, string empty)
        : VerificationRecordWriter(stream)
    {
        private bool _hasWritten;

        public override async ValueTask WriteAsync(VerificationRecord record, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(record);
            await WriteTextAsync(_hasWritten ? between : before, cancellationToken).ConfigureAwait(false);
            _hasWritten = true;
            await Stream.WriteAsync(VerificationJson.ToBytes(record), cancellationToken).ConfigureAwait(false);
        }

        public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
        {
            await WriteTextAsync(_hasWritten ? after : empty, cancellationToken).ConfigureAwait(false);
            await Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        private ValueTask WriteTextAsync(string text, CancellationToken cancellationToken) =>
            text.Length == 0 ? default : Stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
    }
}
