namespace SegmentPipeline;

/// <summary>Answers <see cref="SegmentArchive.ExplainAsync"/>.</summary>
internal sealed class MomentExplainer(
    IArchiveStore store, StreamFinder streams, SequenceSelector selector, long toleranceMicroseconds, TimeProvider clock)
{
    private readonly HourReading _reading = new(store);
    private readonly HourReader _hours = new(store);

    internal async Task<MomentExplanation> ExplainAsync(
        StreamId stream, Timestamp moment, TimeSpan settle, CancellationToken cancellationToken)
    {
        using var archive = streams.Hold();
        var plan = await streams.PlanWithHoursAsync(stream, archive, cancellationToken).ConfigureAwait(false);
        var sequence = await selector
            .SelectAsync(new SelectionRequest { Stream = stream, Range = moment.Hour.Range }, cancellationToken)
            .ConfigureAwait(false);
        var cut = Timestamp.FromDateTimeOffset(clock.GetUtcNow()) - settle;
        var buffers = new HourBuffers();
        var search = new CoverageSearch(
            plan.Hours,
            hour => CoverAsync(buffers, new HourWork(plan, hour), cancellationToken),
            toleranceMicroseconds,
            cut);
        var (place, around) = await search.FindAsync(moment).ConfigureAwait(false);

        var selected = new SelectedAround(plan, _hours, cancellationToken);
        var touching = await selected.TouchingAsync(moment).ConfigureAwait(false);
        var gap = around is { Class: CoverageClass.Missing } ? around.Range : new TimeRange(moment, moment.AddMicroseconds(1));
        var before = await selected.BeforeAsync(gap.Start).ConfigureAwait(false);
        var after = await selected.FromAsync(gap.End).ConfigureAwait(false);

        var near = new NearEntries(moment);
        var interest = InterestOf(moment, touching, before, after, wantsBadNames: around?.Class != CoverageClass.Full);
        var unsized = await ReadEntriesAsync(plan, interest, near, cancellationToken).ConfigureAwait(false);
        return new MomentExplanation
        {
            Stream = plan.Id,
            Moment = moment,
            Place = place,
            Class = around?.Class,
            Range = around?.Range,
            ClassBefore = around?.Before,
            ClassAfter = around?.After,
            HoursWithoutDirectory = around is { Class: CoverageClass.Missing } ? HoursWithoutDirectory(plan, around.Range) : 0,
            Touching = touching,
            Before = before,
            After = after,
            PlayedBy = FirstOrNull(sequence.Segments, segment => segment.Range.Contains(moment)),
            SequenceHole = FirstOrNull(sequence.Holes, hole => hole.Range.Contains(moment)),
            Skipped = [.. touching.Where(segment => !sequence.Segments.Contains(segment))],
            Entries = near.Entries,
            EntriesLeftOut = near.LeftOut,
            Unreadable = UnreadableOf(plan, around?.Range, search, [.. Lost(plan), .. sequence.Unreadable, .. unsized]),
        };
    }

    /// <summary>Collects the entries of interest, and gives what could not be sized.</summary>
    private async Task<IReadOnlyList<UnreadableFinding>> ReadEntriesAsync(
        StreamPlan plan, EntryInterest interest, NearEntries near, CancellationToken cancellationToken)
    {
        var entries = new EntryReader(store, plan, interest, near);
        foreach (var hour in plan.Hours.Where(hour => interest.FirstHour <= hour && hour <= interest.LastHour))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await entries.ReadAsync(hour, cancellationToken).ConfigureAwait(false);
        }

        return entries.Unreadable;
    }

    private static IEnumerable<UnreadableFinding> Lost(StreamPlan plan) =>
        plan.Place!.WhyLost() is { } cause ? [new UnreadableFinding { Path = new ArchivePath(plan.Id), Cause = cause }] : [];

    private async ValueTask<HourCover> CoverAsync(HourBuffers buffers, HourWork work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        buffers.Begin(work);
        await _reading.ReadAsync(buffers, cancellationToken).ConfigureAwait(false);
        return HourCover.FromBuffers(buffers, toleranceMicroseconds);
    }

    /// <summary>Where something is selected, that and its rivals; where nothing is, all up to the neighbours and their rivals.</summary>
    private static EntryInterest InterestOf(
        Timestamp moment, IReadOnlyList<Segment> touching, Segment? before, Segment? after, bool wantsBadNames) => touching.Count > 0
            ? new EntryInterest(moment, touching[0].Start, touching[^1].Start, wantsBadNames)
            : new EntryInterest(moment, before?.Start ?? moment.Hour.Previous.Start, after?.Start ?? moment.Hour.End, wantsBadNames);

    private static long HoursWithoutDirectory(StreamPlan plan, TimeRange range)
    {
        var (first, last) = (range.Start.Hour, range.End.AddMicroseconds(-1).Hour);
        return last.SinceEpoch - (long)first.SinceEpoch + 1 - plan.Hours.Count(hour => first <= hour && hour <= last);
    }

    /// <summary>What could not be read and might have changed the answer: hours further from the range than a segment is long could
    /// not.</summary>
    private static List<UnreadableFinding> UnreadableOf(
        StreamPlan plan, TimeRange? range, CoverageSearch search, IReadOnlyList<UnreadableFinding> others)
    {
        var hours = search
            .Covers.Where(cover =>
                cover.IsUnreadable && (range is not { } near || (near.Start.Hour.Previous <= cover.Hour && cover.Hour <= near.End.Hour)))
            .SelectMany(cover => cover.Unreadable);
        return [.. hours.Concat(others).DistinctBy(finding => finding.Path).Take(MomentExplanation.MostUnreadable)];
    }

    private static T? FirstOrNull<T>(IReadOnlyList<T> items, Func<T, bool> isWanted)
        where T : struct
    {
        foreach (var item in items)
        {
            if (isWanted(item)) return item;
        }

        return null;
    }
}
