using System.Globalization;

namespace SegmentPipeline;

/// <summary>Durations for people: two units at most, in the letters that options take, never rounded up.</summary>
internal static class DurationWords
{
    private const long Millisecond = 1_000;
    private const long Second = 1_000 * Millisecond;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;

    internal static string TextOf(TimeSpan duration) => TextOf(duration.Ticks / TimeSpan.TicksPerMicrosecond);

    internal static string TextOf(long microseconds) => microseconds switch
    {
        0 => "0s",
        < Millisecond => Text($"{microseconds}us"),
        < Second => Text($"{microseconds / Millisecond}.{microseconds % Millisecond:D3}ms"),
        < Minute => Text($"{microseconds / Second}.{microseconds % Second / Millisecond:D3}s"),
        < Hour => Text($"{microseconds / Minute}m {microseconds % Minute / Second:D2}s"),
        < Day => Text($"{microseconds / Hour}h {microseconds % Hour / Minute:D2}m"),
        _ => Text($"{microseconds / Day:N0}d {microseconds % Day / Hour:D2}h"),
    };

    /// <summary>All units of it but those of less than a tenth of a second, never rounded up; below a minute as <see cref="TextOf(long)"/> has
    /// it.</summary>
    internal static string InFull(long microseconds)
    {
        if (microseconds < Minute) return TextOf(microseconds);
        var tenths = microseconds % Second / (100 * Millisecond);
        var seconds = Text($"{microseconds % Minute / Second:D2}") + (tenths == 0 ? "s" : Text($".{tenths}s"));
        if (microseconds < Hour) return Text($"{microseconds / Minute}m {seconds}");
        var minutes = Text($"{microseconds % Hour / Minute:D2}m {seconds}");
        return microseconds < Day
            ? Text($"{microseconds / Hour}h {minutes}")
            : Text($"{microseconds / Day:N0}d {microseconds % Day / Hour:D2}h {minutes}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
