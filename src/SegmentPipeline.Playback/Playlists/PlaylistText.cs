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
    internal Task WriteAsync(CancellationToken cancellationToken) =>
        _lines.WrittenCount < MostBufferedBytes ? Task.CompletedTask : HandOnAsync(cancellationToken);

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

    /// <summary>A name percent-encoded, byte by byte: what is not UTF-8 too.</summary>
    internal static string Escaped(string name)
    {
        var text = new StringBuilder();
        foreach (var value in RawName.Unescape(name))
        {
            if (char.IsAsciiLetterOrDigit((char)value) || "-._~".Contains((char)value, StringComparison.Ordinal)) text.Append((char)value);
            else text.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }

        return text.ToString();
    }

    private async Task HandOnAsync(CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_lines.WrittenMemory, cancellationToken).ConfigureAwait(false);
        _lines.ResetWrittenCount();
    }
}
