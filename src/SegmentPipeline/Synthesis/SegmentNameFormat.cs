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

    /// <summary>Writes a name.</summary>
    /// <param name="startMicroseconds">Start, from the start of the hour; zero to below an hour.</param>
    /// <param name="durationMicroseconds">Duration; not negative.</param>
    /// <param name="kind">The type.</param>
    /// <param name="hash">The last part, as it is to stand there.</param>
    internal static string Name(long startMicroseconds, long durationMicroseconds, SegmentKind kind, string hash) =>
        $"{Time(startMicroseconds)}-{Duration(durationMicroseconds)}-{Kind(kind)}-{hash}.ts";

    /// <summary><c>MM:SS.ffffff</c>.</summary>
    internal static string Time(long startMicroseconds)
    {
        var seconds = startMicroseconds / Timestamp.MicrosecondsPerSecond;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{seconds / 60:D2}:{seconds % 60:D2}.{startMicroseconds % Timestamp.MicrosecondsPerSecond:D6}");
    }

    /// <summary>Seconds with the fewest fraction digits that are exact, but at least one: <c>2.0</c>, <c>1.333</c>.</summary>
    internal static string Duration(long durationMicroseconds)
    {
        var (seconds, fraction) = Math.DivRem(durationMicroseconds, Timestamp.MicrosecondsPerSecond);
        var digits = fraction.ToString("D6", CultureInfo.InvariantCulture).TrimEnd('0');
        return string.Create(CultureInfo.InvariantCulture, $"{seconds}.{(digits.Length == 0 ? "0" : digits)}");
    }

    /// <summary>The type's word.</summary>
    internal static string Kind(SegmentKind kind) => kind switch
    {
        SegmentKind.Temporary => "temp",
        SegmentKind.Partial => "partial",
        SegmentKind.Suspect => "suspect",
        SegmentKind.Full => "full",
        _ => throw new UnreachableException(),
    };

    /// <summary>URL-safe base64 without padding: 43 characters for a SHA-256.</summary>
    internal static string Hash(ReadOnlySpan<byte> hash)
    {
        Span<byte> text = stackalloc byte[Base64Url.GetEncodedLength(HashBytes)];
        return Encoding.ASCII.GetString(text[..Base64Url.EncodeToUtf8(hash[..HashBytes], text)]);
    }
}
