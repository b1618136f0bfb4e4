using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace SegmentPipeline.Synthesis;

/// <summary>Writes names of segments, <c>TIME-DURATION-TYPE-HASH.ts</c>, as recorders do: time with six fraction digits,
/// duration with at least one.</summary>
/// <remarks>Source: semantics §1. The inverse of reading a name: what is written here is read back unchanged.</remarks>
internal static class SegmentNameFormat
{
    /// <summary>Bytes of a SHA-256.</summary>
    internal const int HashBytes = 32;

    /// <summary>Room enough for any name of a segment.</summary>
    internal const int MostBytes = 128;

    /// <summary>Writes a name and says how long it is.</summary>
    /// <param name="name">Takes the name; at least <see cref="MostBytes"/>.</param>
    /// <param name="startMicroseconds">Start, from the start of the hour; zero to below an hour.</param>
    /// <param name="durationMicroseconds">Duration; not negative.</param>
    /// <param name="kind">The type.</param>
    /// <param name="hash">A SHA-256.</param>
    internal static int Write(
        Span<byte> name, long startMicroseconds, long durationMicroseconds, SegmentKind kind, ReadOnlySpan<byte> hash)
    {
        var length = WriteTime(name, startMicroseconds);
        name[length++] = (byte)'-';
        length += WriteDuration(name[length..], durationMicroseconds);
        name[length++] = (byte)'-';
        var word = Word(kind);
        word.CopyTo(name[length..]);
        length += word.Length;
        name[length++] = (byte)'-';
        length += Base64Url.EncodeToUtf8(hash[..HashBytes], name[length..]);
        ".ts"u8.CopyTo(name[length..]);
        return length + 3;
    }

    /// <summary>Writes a name with a hash that need not be one.</summary>
    internal static string Name(long startMicroseconds, long durationMicroseconds, SegmentKind kind, string hash)
    {
        Span<byte> text = stackalloc byte[MostBytes];
        var time = Encoding.ASCII.GetString(text[..WriteTime(text, startMicroseconds)]);
        var duration = Encoding.ASCII.GetString(text[..WriteDuration(text, durationMicroseconds)]);
        return $"{time}-{duration}-{Encoding.ASCII.GetString(Word(kind))}-{hash}.ts";
    }

    /// <summary><c>MM:SS.ffffff</c>.</summary>
    private static int WriteTime(Span<byte> text, long startMicroseconds)
    {
        var (seconds, fraction) = Math.DivRem(startMicroseconds, Timestamp.MicrosecondsPerSecond);
        System.Text.Unicode.Utf8.TryWrite(
            text, CultureInfo.InvariantCulture, $"{seconds / 60:D2}:{seconds % 60:D2}.{fraction:D6}", out var length);
        return length;
    }

    /// <summary>Seconds with the fewest fraction digits that are exact, but at least one: <c>2.0</c>, <c>1.333</c>.</summary>
    private static int WriteDuration(Span<byte> text, long durationMicroseconds)
    {
        var (seconds, fraction) = Math.DivRem(durationMicroseconds, Timestamp.MicrosecondsPerSecond);
        System.Text.Unicode.Utf8.TryWrite(text, CultureInfo.InvariantCulture, $"{seconds}.{fraction:D6}", out var length);
        while (text[length - 1] == '0' && text[length - 2] != '.') length--;
        return length;
    }

    private static ReadOnlySpan<byte> Word(SegmentKind kind) => kind switch
    {
        SegmentKind.Temporary => "temp"u8,
        SegmentKind.Partial => "partial"u8,
        SegmentKind.Suspect => "suspect"u8,
        SegmentKind.Full => "full"u8,
        _ => throw new UnreachableException(),
    };
}
