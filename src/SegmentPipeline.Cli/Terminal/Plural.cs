using System.Globalization;

namespace SegmentPipeline.Cli;

/// <summary>Counts with their nouns.</summary>
internal static class Plural
{
    internal static string TextOf(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many ?? one + "s")}");

    /// <summary>A count alone.</summary>
    internal static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
