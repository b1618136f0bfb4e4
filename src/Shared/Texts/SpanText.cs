using System.Globalization;

namespace SegmentPipeline;

/// <summary>Spans of time that may last days, as people write them: a duration, <c>30d</c>, days of 24 hours, or as the platform writes
/// them, <c>30.00:00:00</c>.</summary>
internal static class SpanText
{
    internal const string Expected = DurationText.Expected + ", or 30d";

    private const int MostDays = 36_500;

    /// <summary>Reads a span exactly.</summary>
    internal static bool TryParse(string text, out TimeSpan span)
    {
        var isRead = DurationText.TryParse(text, out var microseconds) || DurationText.TryParseSpan(text, out microseconds);
        span = TimeSpan.FromMicroseconds(microseconds);
        if (isRead || !text.EndsWith('d')) return isRead;
        if (!int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var days)) return false;
        span = TimeSpan.FromDays(Math.Min(days, MostDays));
        return days <= MostDays;
    }
}
