namespace SegmentPipeline;

/// <summary>Answers <see cref="SegmentArchive.SelectAsync"/>: finds the hours of a range and builds its playable sequence.</summary>
internal sealed class SequenceSelector(IDirectoryReader reader, StreamFinder streams, HourCache hours, long toleranceMicroseconds)
{
    /// <summary>More hours than this are looked up in the stream's directory instead of one by one.</summary>
    private const int MostProbedHours = 64;

    internal async Task<SegmentSequence> SelectAsync(StreamId stream, TimeRange range, HolePolicy policy, CancellationToken cancellationToken)
    {
        var plan = streams.PlanOf(stream);
        using var archive = streams.Hold();
        var place = archive.PlaceOf(plan.Directory);
        var builder = new SequenceBuilder(plan.Id, range, toleranceMicroseconds, policy);
        var unreadable = new List<UnreadableFinding>();
        var exists = false;
        foreach (var hour in HoursOf(plan, range))
        {
            var read = await hours.GetAsync(plan, hour, cancellationToken).ConfigureAwait(false);
            exists |= read.Exists;
            unreadable.AddRange(read.Unreadable);
            builder.Take(read.Segments);
            if (builder.IsStopped) break;
        }

        if (place.WhyLost() is { } cause) unreadable.Add(new UnreadableFinding(plan.Id.ToString(), cause));
        else if (!exists) streams.CheckExists(plan);
        return builder.Finish(unreadable);
    }

    /// <summary>The hours from the one before the start to that of the end; none if the range ends long before it starts.</summary>
    private IEnumerable<Hour> HoursOf(StreamPlan plan, TimeRange range)
    {
        var first = Math.Clamp(range.Start.Hour.Previous.SinceEpoch, Hour.Earliest.SinceEpoch, Hour.Latest.SinceEpoch + 1);
        var last = Math.Clamp(range.End.Hour.SinceEpoch, Hour.Earliest.SinceEpoch - 1, Hour.Latest.SinceEpoch);
        var count = Math.Max(0, last - first + 1);
        if (count <= MostProbedHours) return Enumerable.Range(first, count).Select(since => new Hour(since));

        var level = DirectoryLevel.Read(reader, plan.Directory, new NameList());
        return StreamFinder.HoursIn(level).Where(hour => first <= hour.SinceEpoch && hour.SinceEpoch <= last);
    }
}
