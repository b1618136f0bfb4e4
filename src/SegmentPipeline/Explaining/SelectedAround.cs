namespace SegmentPipeline;

/// <summary>Finds selected segments around a moment by reading hours, each alone, outwards.</summary>
internal sealed class SelectedAround(StreamPlan stream, HourReader hours, CancellationToken cancellationToken)
{
    /// <summary>The segments that contain a moment.</summary>
    internal async Task<IReadOnlyList<Segment>> TouchingAsync(Timestamp moment)
    {
        var touching = new List<Segment>();
        foreach (var hour in HoursBetween(moment.Hour.Previous, moment.Hour))
        {
            touching.AddRange((await SegmentsOfAsync(hour).ConfigureAwait(false)).Where(segment => segment.Range.Contains(moment)));
        }

        return touching;
    }

    /// <summary>The last, in time order, that starts and ends by a moment.</summary>
    internal Task<Segment?> BeforeAsync(Timestamp moment) => FirstAsync(
        HoursBetween(Hour.Earliest, moment.Hour).Reverse(),
        segments => segments.Reverse(),
        segment => segment.Start <= moment && segment.End <= moment);

    /// <summary>The first that starts at a moment or later.</summary>
    internal Task<Segment?> FromAsync(Timestamp moment) => FirstAsync(
        HoursBetween(moment.Hour, Hour.Latest),
        segments => segments,
        segment => segment.Start >= moment);

    private async Task<Segment?> FirstAsync(
        IEnumerable<Hour> among,
        Func<IEnumerable<Segment>, IEnumerable<Segment>> inOrder,
        Predicate<Segment> isWanted)
    {
        foreach (var hour in among)
        {
            foreach (var segment in inOrder(await SegmentsOfAsync(hour).ConfigureAwait(false)))
            {
                if (isWanted(segment)) return segment;
            }
        }

        return null;
    }

    private IEnumerable<Hour> HoursBetween(Hour first, Hour last) => stream.Hours.Where(hour => first <= hour && hour <= last);

    private async Task<IEnumerable<Segment>> SegmentsOfAsync(Hour hour)
    {
        var read = (await hours.ReadAsync(stream, hour, cancellationToken).ConfigureAwait(false)).Segments;
        return Enumerable.Range(0, read.Entries.Length).Select(index => new Segment(read, index));
    }
}
