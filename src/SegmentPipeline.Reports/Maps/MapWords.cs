using System.Globalization;

namespace SegmentPipeline.Reports.Maps;

/// <summary>What a map says in words.</summary>
internal static class MapWords
{
    private const long Second = Timestamp.MicrosecondsPerSecond;

    /// <summary>A duration in two units at most, never rounded up.</summary>
    internal static string Duration(long microseconds) => microseconds switch
    {
        0 => "0 s",
        < 1_000 => Text($"{microseconds} µs"),
        < Second => Text($"{microseconds / 1_000} ms"),
        < 60 * Second => Text($"{microseconds / Second}.{microseconds % Second / 10_000:D2} s"),
        < 3600 * Second => Text($"{microseconds / (60 * Second)} min {microseconds / Second % 60} s"),
        < 86_400 * Second => Text($"{microseconds / (3600 * Second)} h {microseconds / (60 * Second) % 60} min"),
        _ => Text($"{microseconds / (86_400 * Second):N0} d {microseconds / (3600 * Second) % 24} h"),
    };

    /// <summary>How much is covered, in percent; only what is wholly covered is 100 %.</summary>
    internal static string Coverage(ClassMicroseconds microseconds)
    {
        if (microseconds.Total == 0) return "–";
        var thousandths = (long)((Int128)microseconds.Covered * 100_000 / microseconds.Total);
        return thousandths == 100_000 ? "100 %" : Text($"{thousandths / 1000}.{thousandths % 1000:D3} %");
    }

    /// <summary>All classes that are not zero and not full.</summary>
    internal static string Classes(ClassMicroseconds microseconds)
    {
        (string Name, long Amount)[] classes =
        [
            ("missing", microseconds.Missing), ("unknown", microseconds.Unknown), ("partial", microseconds.Partial), ("suspect", microseconds.Suspect),
        ];
        var words = classes.Where(part => part.Amount > 0).Select(part => $"{part.Name} {Duration(part.Amount)}").ToList();
        return words.Count == 0 ? "full" : string.Join(", ", words);
    }

    /// <summary>A range with as many digits as it needs.</summary>
    internal static string Range(TimeRange range) => $"{Short(range.Start)} – {Short(range.End)}";

    private static string Short(Timestamp time)
    {
        var text = time.ToString().Replace('T', ' ').TrimEnd('Z');
        return (text.EndsWith(".000000", StringComparison.Ordinal) ? text[..^7] : text.TrimEnd('0')) + "Z";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
