using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SegmentPipeline.Verification;

/// <summary>How many files a sample has: a number, or a part of all.</summary>
public readonly record struct SampleSize
{
    private const decimal Whole = 100;

    private SampleSize(long? files, decimal? percent) => (Files, Percent) = (files, percent);

    /// <summary>The number; null if it is a part of all.</summary>
    public long? Files { get; }

    /// <summary>The part in hundredths, above 0 and not above 100; null if it is a number.</summary>
    public decimal? Percent { get; }

    /// <summary>So many files; all, if there are fewer.</summary>
    /// <param name="files">At least 1.</param>
    public static SampleSize FromFiles(long files) => new(files, null);

    /// <summary>A part of all files, rounded up to whole files.</summary>
    /// <param name="percent">Above 0, at most 100.</param>
    public static SampleSize FromPercent(decimal percent) => new(null, percent);

    /// <summary>Reads <c>3000</c> or <c>0.5%</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The size.</param>
    /// <returns>False if it is none, or none that a sample can have.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out SampleSize size)
    {
        size = default;
        if (text is null) return false;
        if (text.EndsWith('%'))
        {
            var digits = text.AsSpan(0, text.Length - 1);
            if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var part)) return false;
            size = FromPercent(part);
        }
        else
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var files)) return false;
            size = FromFiles(files);
        }

        return size.Fault is null;
    }

    /// <summary>How many files are drawn.</summary>
    /// <param name="all">How many there are.</param>
    public long CountOf(long all) => Files is { } files
        ? Math.Min(files, all)
        : (long)Math.Ceiling(all * (Percent ?? 0) / Whole);

    /// <summary><c>3000</c> or <c>0.5%</c>.</summary>
    public override string ToString() => Files is { } files
        ? files.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Percent ?? 0}%");

    internal string? Fault => Files is < 1 || (Files is null && Percent is not (> 0 and <= Whole))
        ? "a sample has at least one file, or a part above 0 % and not above 100 %"
        : null;
}
