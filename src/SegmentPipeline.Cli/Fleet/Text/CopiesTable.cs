using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>One row a stream: the time that so many nodes have, and what share of all it is.</summary>
internal static class CopiesTable
{
    private const int ShareLength = 6;

    internal static FittedTable Build(IReadOnlyList<FleetStreamRecord> streams)
    {
        var most = streams.Max(stream => stream.Copies.Count);
        var hasUnknown = streams.Any(stream => stream.Microseconds.Unknown > 0);
        return new FittedTable(Columns(most, hasUnknown), streams.Select(stream => Cells(stream, most, hasUnknown)), name: 0);
    }

    /// <summary>Where there is no room, many copies are left out before few: few are what matters.</summary>
    private static FittedColumn[] Columns(int most, bool hasUnknown) =>
    [
        new("Stream", 0),
        .. Enumerable.Range(0, most)
            .Select(copies => new FittedColumn(Plural.TextOf(copies, "copy", "copies"), Math.Max(0, copies - 1), IsNumber: true)),
        .. hasUnknown ? [new FittedColumn("Unknown", most, IsNumber: true)] : Array.Empty<FittedColumn>(),
    ];

    private static FittedCell[] Cells(FleetStreamRecord stream, int most, bool hasUnknown)
    {
        var classes = stream.Microseconds;
        return
        [
            FittedCell.Name(stream.Stream.ToString()),
            .. Enumerable.Range(0, most).Select(copies => Cell(stream, copies)),
            .. hasUnknown
                ? [new FittedCell(TimeOf(classes.Unknown), classes.Unknown > 0 ? "yellow" : null)]
                : Array.Empty<FittedCell>(),
        ];
    }

    private static FittedCell Cell(FleetStreamRecord stream, int copies)
    {
        var time = copies < stream.Copies.Count ? stream.Copies[copies] : 0;
        if (time == 0) return "–";
        var style = copies switch
        {
            0 => stream.Microseconds.Missing > 0 ? "red" : "yellow",
            1 => "yellow",
            _ => null,
        };
        return new($"{TimeOf(time)} {FleetSentences.Share(time, stream.Microseconds.Total).PadLeft(ShareLength)}", style);
    }

    private static string TimeOf(long microseconds) => microseconds == 0 ? "–" : DurationWords.TextOf(microseconds);
}
