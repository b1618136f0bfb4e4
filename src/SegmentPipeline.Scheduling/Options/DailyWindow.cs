using System.Globalization;

namespace SegmentPipeline.Scheduling;

/// <summary>A part of each day: from <see cref="Start"/>, inclusive, to <see cref="End"/>, exclusive; over midnight if the end is not
/// after the start. Never the whole day.</summary>
public readonly record struct DailyWindow
{
    private const string Format = "HH:mm";

    private DailyWindow(TimeOnly start, TimeOnly end) => (Start, End) = (start, end);

    /// <summary>When it begins.</summary>
    public TimeOnly Start { get; }

    /// <summary>When it ends.</summary>
    public TimeOnly End { get; }

    /// <summary>How long it is.</summary>
    public TimeSpan Length => End - Start;

    /// <summary>Reads <c>01:00-06:00</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="window">The window, if it is one.</param>
    /// <returns>Whether it is one; a window that begins when it ends is none.</returns>
    public static bool TryParse(string? text, out DailyWindow window)
    {
        window = default;
        var dash = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        if (
            dash < 0
            || !TimeOnly.TryParseExact(text.AsSpan(0, dash), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var start)
            || !TimeOnly.TryParseExact(text.AsSpan(dash + 1), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var end)
            || start == end
        )
            return false;
        window = new DailyWindow(start, end);
        return true;
    }

    /// <summary>Whether a time of the day lies in it.</summary>
    /// <param name="time">The time.</param>
    public bool Contains(TimeOnly time) => time.IsBetween(Start, End);

    /// <summary>The window as it is written.</summary>
    public override string ToString() =>
        $"{Start.ToString(Format, CultureInfo.InvariantCulture)}-{End.ToString(Format, CultureInfo.InvariantCulture)}";
}
