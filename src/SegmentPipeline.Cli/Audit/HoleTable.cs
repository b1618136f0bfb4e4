using System.Globalization;

namespace SegmentPipeline.Cli;

/// <summary>One row a hole. A narrow screen has no room for the dates of both ends, nor for lengths in full; a narrower one none for
/// ends.</summary>
internal static class HoleTable
{
    private const int WidthForTwoDates = 100;
    private const int WidthForMicroseconds = 50;

    private static readonly FittedColumn[] Columns = [.. ColumnsOf("Hole"), new("Stream", 0)];
    private static readonly FittedColumn[] ColumnsWithCause = [.. Columns, new("Cause", 0)];

    /// <summary>The table, with a column of causes if they were looked for.</summary>
    internal static FittedTable Build(IReadOnlyList<HoleFinding> holes, Screen screen) => holes.Any(hole => hole.Cause is not null)
        ? new(ColumnsWithCause, holes.Select(hole => CellsWithCause(hole, screen)), name: 3)
        : new(Columns, holes.Select(hole => Cells(hole, screen)), name: 3);

    /// <summary>The columns of a range.</summary>
    /// <param name="length">What its length is called.</param>
    internal static FittedColumn[] ColumnsOf(string length) => [new(length, 0, IsNumber: true), new("Start", 0), new("End", 1)];

    /// <summary>The cells of a range: how long it is, its start, and its end.</summary>
    internal static FittedCell[] CellsOf(TimeRange range, string? style, Screen screen)
    {
        var length = range.Microseconds;
        var isNarrow = screen.Width < WidthForTwoDates;
        return
        [
            new(isNarrow ? DurationWords.TextOf(length) : DurationWords.InFull(length), style),
            screen.Width < WidthForMicroseconds ? TimeWords.ToSecond(range.Start) : range.Start.ToString(),
            isNarrow ? TimeAfter(range) : range.End.ToString(),
        ];
    }

    private static FittedCell[] Cells(HoleFinding hole, Screen screen) =>
        [.. CellsOf(hole.Range, "red", screen), FittedCell.Name(hole.Stream.ToString())];

    private static FittedCell[] CellsWithCause(HoleFinding hole, Screen screen) =>
        [.. Cells(hole, screen), LossCauses.WordOf(hole.Cause ?? LossCause.Undetermined)];

    /// <summary>The time of the end, with the number of days it lies after the start if any.</summary>
    private static string TimeAfter(TimeRange range)
    {
        var end = range.End.ToString();
        var time = end[(end.IndexOf('T', StringComparison.Ordinal) + 1)..];
        var days = Days(range.End) - Days(range.Start);
        return days == 0 ? time : string.Create(CultureInfo.InvariantCulture, $"{time} +{days}d");
    }

    private static long Days(Timestamp time) => time.ToDateTimeOffset().Ticks / TimeSpan.TicksPerDay;
}
