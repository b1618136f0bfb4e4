using System.Globalization;

namespace SegmentPipeline.Cli;

/// <summary>One row a stream: how much is covered, and how much is not.</summary>
internal static class StreamTable
{
    private const int Unknown = 5;
    private const int Off = 6;
    private const int WidthForSeconds = 100;

    private static readonly FittedColumn[] Columns =
    [
        new("\nStream", 0), new("\nCoverage", 0, IsNumber: true), new("\nHoles", 1, IsNumber: true), new("\nMissing", 2, IsNumber: true),
        new("Longest\nhole", 5, IsNumber: true), new("\nUnknown", 4, IsNumber: true), new("\nOff", 4, IsNumber: true), new("\nDegraded", 6, IsNumber: true),
        new("Discon-\ntinuities", 7, IsNumber: true), new("\nEnds", 3, IsNumber: true),
    ];

    internal static FittedTable Build(IReadOnlyList<StreamRecord> streams, Screen screen)
    {
        var shown = Enumerable.Range(0, Columns.Length).ToList();
        if (!streams.Any(stream => stream.Microseconds.Unknown > 0)) shown.Remove(Unknown);
        if (!streams.Any(stream => stream.Microseconds.Off > 0)) shown.Remove(Off);
        var hasSeconds = screen.Width >= WidthForSeconds;
        var rows = streams.Select(stream => Shown(Cells(stream, hasSeconds), shown));
        return new FittedTable(Shown(Columns, shown), rows, name: 0);
    }

    private static T[] Shown<T>(T[] columns, IReadOnlyList<int> shown) => [.. shown.Select(column => columns[column])];

    private static FittedCell[] Cells(StreamRecord stream, bool hasSeconds)
    {
        var microseconds = stream.Microseconds;
        return
        [
            FittedCell.Name(stream.Stream.ToString()),
            Coloured(CoverageWords.TextOf(microseconds), ColourOf(microseconds), stream.Window is not null),
            Coloured(Count(stream.Holes), "red", stream.Holes > 0),
            Time(microseconds.Missing),
            Time(stream.LongestHole.Ticks / TimeSpan.TicksPerMicrosecond),
            Coloured(Time(microseconds.Unknown), "yellow", microseconds.Unknown > 0),
            Time(microseconds.Off),
            Coloured(Time(microseconds.Suspect + microseconds.Partial), "yellow", stream.Degraded > 0),
            Count(stream.Discontinuities),
            stream.LastEnd is not { } end ? "–" : hasSeconds ? TimeWords.ToSecond(end) : TimeWords.ToMinute(end),
        ];
    }

    /// <summary>Green where nothing is missing, red where more than one part in a hundred is.</summary>
    private static string ColourOf(ClassMicroseconds microseconds) =>
        microseconds.Missing == 0 ? "green" : microseconds.Missing <= microseconds.Measured / 100 ? "yellow" : "red";

    private static FittedCell Coloured(string text, string colour, bool isColoured) => new(text, isColoured ? colour : null);

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(long microseconds) => microseconds == 0 ? "–" : DurationWords.TextOf(microseconds);
}
