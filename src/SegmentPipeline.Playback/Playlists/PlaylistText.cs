using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace SegmentPipeline.Playback;

/// <summary>The lines of a playlist on their way to a stream, which is only ever written asynchronously and stays open. Lines are bytes:
/// names need not be UTF-8.</summary>
internal sealed class PlaylistText(Stream stream)
{
    private const int MostBufferedBytes = 16 * 1024;
    private const int MostNumberBytes = 64;

    private static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

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

    /// <summary>Adds a part of a line, as it is.</summary>
    internal void Append(ReadOnlySpan<byte> part) => _lines.Write(part);

    /// <summary>Adds a moment to a line.</summary>
    internal void Append(Timestamp moment)
    {
        moment.TryFormat(_lines.GetSpan(MostNumberBytes), out var written, default, null);
        _lines.Advance(written);
    }

    /// <summary>Adds a length to a line, in seconds with six decimals; exact.</summary>
    internal void AppendSeconds(TimeSpan duration)
    {
        var (seconds, rest) = (duration.Ticks / TimeSpan.TicksPerSecond, duration.Ticks % TimeSpan.TicksPerSecond);
        Utf8.TryWrite(
            _lines.GetSpan(MostNumberBytes),
            CultureInfo.InvariantCulture,
            $"{seconds}.{rest / TimeSpan.TicksPerMicrosecond:D6}",
            out var written);
        _lines.Advance(written);
    }

    /// <summary>Adds a name to a line, percent-encoded byte by byte: what is not UTF-8 too.</summary>
    internal void AppendEscaped(ReadOnlySpan<byte> name)
    {
        while (!name.IsEmpty)
        {
            var plain = name.IndexOfAnyExcept(Unreserved);
            if (plain < 0) plain = name.Length;
            _lines.Write(name[..plain]);
            if (plain == name.Length) return;
            Utf8.TryWrite(_lines.GetSpan(MostNumberBytes), CultureInfo.InvariantCulture, $"%{name[plain]:X2}", out var written);
            _lines.Advance(written);
            name = name[(plain + 1)..];
        }
    }

    /// <summary>A name percent-encoded, likewise.</summary>
    internal static string Escaped(string name)
    {
        var text = new PlaylistText(Stream.Null);
        text.AppendEscaped(RawName.Unescape(name));
        return Encoding.ASCII.GetString(text._lines.WrittenSpan);
    }

    private async Task HandOnAsync(CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_lines.WrittenMemory, cancellationToken).ConfigureAwait(false);
        _lines.ResetWrittenCount();
    }
}
