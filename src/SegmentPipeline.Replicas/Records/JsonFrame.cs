using System.Text;

namespace SegmentPipeline.Replicas;

/// <summary>Writes JSON objects one after the other, with what stands before, between and after them.</summary>
internal sealed class JsonFrame
{
    private readonly Stream _stream;
    private readonly string _before;
    private readonly string _between;
    private readonly string _after;
    private bool _hasWritten;

    private JsonFrame(Stream stream, string before, string between, string after) =>
        (_stream, _before, _between, _after) = (stream, before, between, after);

    /// <summary>An object a line.</summary>
    internal static JsonFrame CreateLines(Stream stream) => new(stream, "", "\n", "\n");

    /// <summary>One array of all.</summary>
    internal static JsonFrame CreateArray(Stream stream) => new(stream, "[\n", ",\n", "\n]\n");

    internal async ValueTask WriteAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        await WriteTextAsync(_hasWritten ? _between : _before, cancellationToken).ConfigureAwait(false);
        _hasWritten = true;
        await _stream.WriteAsync(json, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes what stands at the end, and flushes.</summary>
    internal async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (!_hasWritten) await WriteTextAsync(_before, cancellationToken).ConfigureAwait(false);
        if (_hasWritten || _before.Length > 0) await WriteTextAsync(_after, cancellationToken).ConfigureAwait(false);
        await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private ValueTask WriteTextAsync(string text, CancellationToken cancellationToken) =>
        text.Length == 0 ? default : _stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
}
