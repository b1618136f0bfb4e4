using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SegmentPipeline.Expectations;

/// <summary>A time of some days of the week, by a clock on a wall.</summary>
public sealed record WeeklyTime
{
    private const int MinutesOfADay = 24 * 60;

    /// <summary>How it is written, in a few words for whoever wrote it otherwise.</summary>
    public static string Form { get; } = "write Mon-Fri 09:00-17:00, Sat,Sun 22:00-02:00 or daily 00:00-24:00";

    private static readonly string[] Names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    /// <summary>The days on which it starts.</summary>
    public required IReadOnlyList<DayOfWeek> Days { get; init; }

    /// <summary>Its start: minutes since midnight.</summary>
    public required int StartMinute { get; init; }

    /// <summary>Its end: minutes since midnight of the day on which it starts; more than a day if it lasts into the next.</summary>
    public required int EndMinute { get; init; }

    /// <summary>Reads a text such as <c>Mon-Fri 09:00-17:00</c>: days, which may be several with commas between or <c>daily</c>, and a
    /// start and an end. An end that is not later than the start is one of the next day.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">What it says.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out WeeklyTime? value)
    {
        value = null;
        if (text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var days, var times]) return false;
        if (times.Split('-') is not [var from, var to] || ReadDays(days) is not { } read) return false;
        if (ReadMinute(from) is not (>= 0 and < MinutesOfADay and var start) || ReadMinute(to) is not { } end) return false;
        if (end <= start) end += MinutesOfADay;
        value = new WeeklyTime { Days = read, StartMinute = start, EndMinute = end };
        return true;
    }

    /// <summary>Reads a text as <see cref="TryParse"/> does.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static WeeklyTime Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is no time of the week; {Form}");

    private static List<DayOfWeek>? ReadDays(string text)
    {
        if (text.Equals("daily", StringComparison.OrdinalIgnoreCase)) return [.. Enum.GetValues<DayOfWeek>()];
        var days = new SortedSet<DayOfWeek>();
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || ReadDay(ends[0]) is not { } first || ReadDay(ends[^1]) is not { } last) return null;
            for (var day = first; ; day = (DayOfWeek)(((int)day + 1) % 7))
            {
                days.Add(day);
                if (day == last) break;
            }
        }

        return [.. days];
    }

    private static DayOfWeek? ReadDay(string text)
    {
        var at = Array.FindIndex(Names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        return at < 0 ? null : (DayOfWeek)at;
    }

    private static int? ReadMinute(string text)
    {
        if (text.Length != 5 || text[2] != ':') return null;
        if (!int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hour)) return null;
        if (!int.TryParse(text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var minute) || minute > 59) return null;
        var total = (60 * hour) + minute;
        return total <= MinutesOfADay ? total : null;
    }
}
