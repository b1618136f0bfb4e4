namespace SegmentPipeline;

/// <summary>Answers <see cref="SegmentArchive.SelectAsync"/>: finds the hours of a range and builds its playable sequence.</summary>
internal sealed class SequenceSelector(IArchiveStore store, StreamFinder streams, HourCache hours, long toleranceMicroseconds)
{
    /// <summary>More hours than this are looked up in the stream's directory instead of one by one.</summary>
    private const int MostProbedHours = 64;

    internal async Task<SegmentSequence> SelectAsync(
        StreamId stream,
        TimeRange range,
        HolePolicy policy,
        CancellationToken cancellationToken)
    {
        using var activity = Tracing.Start("selection");
        activity?.SetTag("segmentpipeline.stream", stream.ToString());
        try
        {
            var sequence = await ReadAsync(stream, range, policy, cancellationToken).ConfigureAwait(false);
            activity?.SetTag("segmentpipeline.segments", sequence.Segments.Count);
            activity?.SetTag("segmentpipeline.holes", sequence.Holes.Count);
            return sequence;
        }
        catch (Exception fault) when (Tracing.HasFailed(activity, fault))
        {
            throw;
        }
    }

    private async Task<SegmentSequence> ReadAsync(StreamId stream, TimeRange range, HolePolicy policy, CancellationToken cancellationToken)
    {
        var plan = await streams.PlanOfAsync(stream, cancellationToken).ConfigureAwait(false);
        using var archive = streams.Hold();
        var place = archive.PlaceOf(plan.Directory);
        var builder = new SequenceBuilder(plan.Id, range, toleranceMicroseconds, policy);
        var unreadable = new List<UnreadableFinding>();
        var exists = false;
        foreach (var hour in await HoursOfAsync(plan, range, cancellationToken).ConfigureAwait(false))
        {
            var read = await hours.GetAsync(plan, hour, cancellationToken).ConfigureAwait(false);
            exists |= read.Exists;
            unreadable.AddRange(read.Unreadable);
            builder.AddHour(read.Segments);
            if (builder.IsStopped) break;
        }

        if (place.WhyLost() is { } cause) unreadable.Add(new UnreadableFinding { Path = new ArchivePath(plan.Id), Cause = cause });
        else if (!exists) await streams.CheckExistsAsync(plan, cancellationToken).ConfigureAwait(false);
        return builder.Finish(unreadable);
    }

    /// <summary>The hours from the one before the start to that of the end; none if the range ends long before it starts.</summary>
    private async ValueTask<IEnumerable<Hour>> HoursOfAsync(StreamPlan plan, TimeRange range, CancellationToken cancellationToken)
    {
        var first = Math.Clamp(range.Start.Hour.Previous.SinceEpoch, Hour.Earliest.SinceEpoch, Hour.Latest.SinceEpoch + 1);
        var last = Math.Clamp(range.End.Hour.SinceEpoch, Hour.Earliest.SinceEpoch - 1, Hour.Latest.SinceEpoch);
        var count = Math.Max(0, last - first + 1);
        if (count <= MostProbedHours) return Enumerable.Range(first, count).Select(since => new Hour(since));

        var level = await DirectoryLevel.ReadAsync(store, plan.Directory, new NameList(), cancellationToken).ConfigureAwait(false);
        return level.Hours.Where(hour => first <= hour.SinceEpoch && hour.SinceEpoch <= last);
    }
}
