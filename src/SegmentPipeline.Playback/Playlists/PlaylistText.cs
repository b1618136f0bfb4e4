using System.Buffers;
using System.Globalization;
using System.Text;

namespace SegmentPipeline.Playback;

/// <summary>The lines of a playlist on their way to a stream, which is only ever written asynchronously and stays open. Lines are bytes:
/// names need not be UTF-8.</summary>
internal sealed class PlaylistText(Stream stream)
{
    private const int MostBufferedBytes = 16 * 1024;

    private readonly ArrayBufferWriter<byte> _lines = new(MostBufferedBytes);

    /// <summary>Adds a line. It is written by <see cref="WriteAsync"/>.</summary>
    internal void Add(string line) => Add(Encoding.UTF8.GetBytes(line));

    /// <summary>Adds a line. It is written by <see cref="WriteAsync"/>.</summary>
    internal void Add(ReadOnlySpan<byte> line)
    {
        _lines.Write(line);
        _lines.Write("\n"u8);
    }

    /// <summary>Hands on the lines added so far, if they are many.</summary>
    internal Task WriteAsync(CancellationToken cancellationToken) => _lines.WrittenCount < MostBufferedBytes ? Task.CompletedTask : HandOnAsync(cancellationToken);

    /// <summary>Hands everything on and flushes the stream.</summary>
    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        await HandOnAsync(cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A length in seconds with six decimals; exact.</summary>
    internal static string Seconds(TimeSpan duration) => string.Create(
        CultureInfo.InvariantCulture,
        $"{duration.Ticks / TimeSpan.TicksPerSecond}.{duration.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond:D6}");

    private async Task HandOnAsync(CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_lines.WrittenMemory, cancellationToken).ConfigureAwait(false);
        _lines.ResetWrittenCount();
    }
}
