using System.Globalization;

namespace SegmentPipeline.Reports;

/// <summary>Durations for people: two units at most, in the letters that options take, never rounded up.</summary>
internal static class DurationWords
{
    private const long Millisecond = 1_000;
    private const long Second = 1_000 * Millisecond;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;

    internal static string Of(long microseconds) => microseconds switch
    {
        0 => "0s",
        < Millisecond => Text($"{microseconds}us"),
        < Second => Text($"{microseconds / Millisecond}.{microseconds % Millisecond:D3}ms"),
        < Minute => Text($"{microseconds / Second}.{microseconds % Second / Millisecond:D3}s"),
        < Hour => Text($"{microseconds / Minute}m {microseconds % Minute / Second:D2}s"),
        < Day => Text($"{microseconds / Hour}h {microseconds % Hour / Minute:D2}m"),
        _ => Text($"{microseconds / Day:N0}d {microseconds % Day / Hour:D2}h"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
