using System.Globalization;
using Spectre.Console;

namespace SegmentPipeline.Cli;

/// <summary>One row a stream: how much is covered, and how much is not.</summary>
internal static class StreamTable
{
    internal static Table Of(IReadOnlyList<StreamRecord> streams)
    {
        var hasUnknown = streams.Any(stream => stream.Microseconds.Unknown > 0);
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("Stream"));
        AddNumbers(table, "Coverage", "Holes", "Missing", "Longest\nhole");
        if (hasUnknown) AddNumbers(table, "Unknown");
        AddNumbers(table, "Degraded", "Discon-\ntinuities");
        foreach (var stream in streams) table.AddRow([.. Cells(stream, hasUnknown)]);
        return table;
    }

    private static void AddNumbers(Table table, params ReadOnlySpan<string> headings)
    {
        foreach (var heading in headings) table.AddColumn(new TableColumn(heading) { Alignment = Justify.Right, NoWrap = true });
    }

    private static IEnumerable<string> Cells(StreamRecord stream, bool hasUnknown)
    {
        var microseconds = stream.Microseconds;
        yield return ReportPage.Safe(stream.Stream.ToString());
        yield return Coloured(CoverageWords.Of(microseconds), microseconds.Missing > 0 ? "red" : "green", stream.Window is not null);
        yield return Coloured(Count(stream.Holes), "red", stream.Holes > 0);
        yield return Time(microseconds.Missing);
        yield return Time(stream.LongestHoleMicroseconds);
        if (hasUnknown) yield return Time(microseconds.Unknown);
        yield return Coloured(Time(microseconds.Suspect + microseconds.Partial), "yellow", stream.Degraded > 0);
        yield return Count(stream.Discontinuities);
    }

    private static string Coloured(string text, string colour, bool isColoured) => isColoured ? $"[{colour}]{text}[/]" : text;

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(long microseconds) => microseconds == 0 ? "–" : DurationWords.Of(microseconds);
}
