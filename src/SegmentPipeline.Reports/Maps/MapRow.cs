namespace SegmentPipeline.Reports;

/// <summary>One row of a coverage map: a stream, or a day of it.</summary>
public sealed record MapRow
{
    /// <summary>What is covered of the stream.</summary>
    public required CoverageLane Lane { get; init; }

    /// <summary>What the row shows from its left to its right end.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>Whether the row is a day in UTC.</summary>
    public bool IsDay { get; init; }

    /// <summary>What stands at the left: the date of a day, else the stream, as text that can be shown.</summary>
    public string Label => IsDay ? Range.Start.ToString().Split('T')[0] : VisibleText.MakeVisible(Lane.Stream.ToString());

    /// <summary>Whether any of its segments is known to be corrupt.</summary>
    public bool HasCorrupt => Lane.Window is { } window && new CorruptCursor(Lane.Corrupt, Range.Start).IsAnyIn(Range.Intersect(window));

    /// <summary>What is covered of the row.</summary>
    public ClassMicroseconds Microseconds => Columns(1)[0].Microseconds;

    /// <summary>The row in columns of equal length, to the microsecond: column <c>i</c> of <c>n</c> is <c>[start + i·length/n, start +
    /// (i+1)·length/n)</c>, rounded down.</summary>
    /// <param name="most">How many columns at most, at least one; fewer only if the row is not that many microseconds long.</param>
    /// <remarks>Costs one step a column and one a span in the row. A span that had to be pooled out of several classes gives each column
    /// that it touches its worst class, and its amounts evenly: where in it a hole lies is not known, but the hole is in every column where
    /// it may be.</remarks>
    public IReadOnlyList<MapColumn> Columns(int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        var columns = new MapColumn[Math.Clamp(Range.Microseconds, 1, most)];
        var spans = Lane.Spans;
        var next = FirstEndingAfter(Range.Start);
        var corrupt = new CorruptCursor(Lane.Corrupt, Range.Start);
        for (var i = 0; i < columns.Length; i++)
        {
            var column = new TimeRange(Border(i, columns.Length), Border(i + 1, columns.Length));
            var audited = Lane.Window is { } window ? column.Intersect(window) : default;
            var sum = new ColumnSum();
            while (next < spans.Count && spans[next].Range.Start < audited.End)
            {
                sum.Add(spans[next], audited);
                if (spans[next].Range.End > audited.End) break;
                next++;
            }

            columns[i] = sum.ToColumn(column, audited) with { IsCorrupt = corrupt.IsAnyIn(audited) };
        }

        return columns;
    }

    private Timestamp Border(int column, int count) => Range.Start.AddMicroseconds((long)((Int128)Range.Microseconds * column / count));

    private int FirstEndingAfter(Timestamp moment)
    {
        var (low, high) = (0, Lane.Spans.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Lane.Spans[middle].Range.End <= moment) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
