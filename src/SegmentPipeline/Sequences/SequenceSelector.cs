namespace SegmentPipeline;

/// <summary>Answers <see cref="SegmentArchive.SelectAsync(SelectionRequest, CancellationToken)"/>: finds the hours of a
/// range and builds its playable sequence.</summary>
internal sealed class SequenceSelector(IArchiveStore store, StreamFinder streams, HourCache hours, long toleranceMicroseconds)
{
    /// <summary>More hours than this are looked up in the stream's directory instead of one by one.</summary>
    private const int MostProbedHours = 64;

    internal async Task<SegmentSequence> SelectAsync(SelectionRequest request, CancellationToken cancellationToken)
    {
        using var activity = Tracing.Start("selection");
        activity?.SetTag("segmentpipeline.stream", request.Stream.ToString());
        try
        {
            var sequence = await ReadAsync(request, cancellationToken).ConfigureAwait(false);
            activity?.SetTag("segmentpipeline.segments", sequence.Segments.Count);
            activity?.SetTag("segmentpipeline.holes", sequence.Holes.Count);
            return sequence;
        }
        catch (Exception fault) when (Tracing.HasFailed(activity, fault))
        {
            throw;
        }
    }

    private async Task<SegmentSequence> ReadAsync(SelectionRequest request, CancellationToken cancellationToken)
    {
        var plan = await streams.PlanOfAsync(request.Stream, cancellationToken).ConfigureAwait(false);
        using var archive = streams.Hold();
        var place = archive.PlaceOf(plan.Directory);
        var builder = new SequenceBuilder(request with { Stream = plan.Id }, toleranceMicroseconds);
        var walk = CreateWalk(builder, request);
        var unreadable = new List<UnreadableFinding>();
        var exists = false;
        foreach (var hour in await HoursOfAsync(plan, request.Range, cancellationToken).ConfigureAwait(false))
        {
            var read = await hours.GetAsync(plan, hour, cancellationToken).ConfigureAwait(false);
            exists |= read.Exists;
            unreadable.AddRange(read.Unreadable);
            walk.AddHour(read);
            if (builder.IsStopped) break;
        }

        if (place.WhyLost() is { } cause) unreadable.Add(new UnreadableFinding { Path = new ArchivePath(plan.Id), Cause = cause });
        else if (!exists) await streams.CheckExistsAsync(plan, cancellationToken).ConfigureAwait(false);
        walk.End();
        return builder.Finish(unreadable);
    }

    private ISequenceWalk CreateWalk(SequenceBuilder builder, SelectionRequest request) => request.Preference switch
    {
        SequencePreference.Compatible => new CompatibleWalk(builder),
        SequencePreference.Complete => new CompleteWalk(builder, request.Range, toleranceMicroseconds),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.Preference, "no such preference"),
    };

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
