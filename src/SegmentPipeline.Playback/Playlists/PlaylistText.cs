using System.Globalization;
using System.Text;

namespace SegmentPipeline.Playback;

/// <summary>The lines of a playlist on their way to a stream, which is only ever written asynchronously and stays open.</summary>
internal sealed class PlaylistText(Stream stream) : IAsyncDisposable
{
    private readonly StreamWriter _writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 16 * 1024, leaveOpen: true);
    private readonly StringBuilder _lines = new();

    /// <summary>Adds a line. It is written by <see cref="WriteAsync"/>.</summary>
    internal void Add(string line) => _lines.Append(line).Append('\n');

    /// <summary>Hands on the lines added since the last call.</summary>
    internal async Task WriteAsync(CancellationToken cancellationToken)
    {
        await _writer.WriteAsync(_lines, cancellationToken).ConfigureAwait(false);
        _lines.Clear();
    }

    /// <summary>Hands everything on and flushes the stream.</summary>
    internal Task FlushAsync(CancellationToken cancellationToken) => _writer.FlushAsync(cancellationToken);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    /// <summary>A length in seconds with six decimals; exact.</summary>
    internal static string Seconds(long microseconds) => string.Create(
        CultureInfo.InvariantCulture,
        $"{microseconds / Timestamp.MicrosecondsPerSecond}.{microseconds % Timestamp.MicrosecondsPerSecond:D6}");
}
