using System.CommandLine;
using System.Globalization;

namespace SegmentPipeline.Cli;

/// <summary>Durations of verifications, which may last days: what other durations are written as, or <c>30d</c>, days of 24
/// hours.</summary>
internal static class VerifyDurations
{
    private const int MostDays = 36_500;

    /// <summary>Reads a duration that stands behind an option, or null if it was not written.</summary>
    internal static TimeSpan? Read(ParseResult parsed, Option<string?> option, List<string> faults)
    {
        if (parsed.GetValue(option) is not { } text) return null;
        if (TryParse(text, out var duration)) return duration;
        faults.Add($"{option.Name}: '{text}' is not a duration; {DurationText.Expected}, or 30d");
        return null;
    }

    internal static bool TryParse(string text, out TimeSpan duration)
    {
        var isRead = DurationText.TryParse(text, out var microseconds);
        duration = TimeSpan.FromMicroseconds(microseconds);
        if (isRead || !text.EndsWith('d')) return isRead;
        if (!int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var days)) return false;
        duration = TimeSpan.FromDays(Math.Min(days, MostDays));
        return days <= MostDays;
    }
}
