using System.Globalization;

namespace SegmentPipeline;

/// <summary>Sizes as people write them: <c>20MiB</c>, <c>1.5GB</c>, <c>500000</c>.</summary>
internal static class SizeText
{
    /// <summary>How a size may be written, for messages.</summary>
    internal const string Expected = "write a number of bytes, or one with kB, MB, GB, TB, KiB, MiB, GiB or TiB behind it";

    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40), ("B", 1), ("", 1),
    ];

    /// <summary>Reads a rate: a size that is not zero, with <c>/s</c> behind it or without.</summary>
    internal static bool TryParseRate(string text, out long bytesPerSecond) =>
        TryParse(text.EndsWith("/s", StringComparison.Ordinal) ? text[..^2] : text, out bytesPerSecond) && bytesPerSecond > 0;

    /// <summary>Reads one.</summary>
    internal static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var digits = text.AsSpan().TrimEnd("BkKMGTi").Trim();
        var unit = text[text.AsSpan().TrimEnd("BkKMGTi").Length..];
        var known = Units.FirstOrDefault(one => string.Equals(one.Unit, unit, StringComparison.OrdinalIgnoreCase));
        if (known.Unit is null || !decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return false;
        if (number < 0 || number > long.MaxValue / known.Bytes) return false;
        bytes = (long)(number * known.Bytes);
        return true;
    }
}
