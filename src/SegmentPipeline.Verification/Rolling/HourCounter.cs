namespace SegmentPipeline.Verification;

/// <summary>Counts the files of a request, hour by hour, and sees which hours are as they are remembered.</summary>
/// <remarks>An hour whose directory is unchanged since it was verified as a whole is not listed, unless it has corrupt files. How many
/// bytes there are is estimated: of each hour that is listed some files, evenly spread, are asked for their size, about 1,000 a stream; of
/// one that is not listed the bytes are remembered. To ask every file would take longer than a night where no cache holds the inodes of
/// 10⁷ files.</remarks>
internal sealed class HourCounter(ContentPlan plan, HourScope scope, VerificationRequest request, IContentMemory? memory)
{
    private const int FilesAskedOfStream = 1000;

    /// <summary>When the run began.</summary>
    internal required Timestamp Now { get; init; }

    /// <summary>Whether sizes are asked for.</summary>
    internal bool AsksSizes { get; init; }

    /// <summary>Hours of which corrupt files are remembered, and whose directories are gone. Filled while counting.</summary>
    internal List<(StreamId Stream, Hour Hour)> Gone { get; } = [];

    /// <summary>Counts all hours, some at once.</summary>
    /// <returns>They, in the order of streams and of time; those without files too.</returns>
    internal async Task<IReadOnlyList<CountedHour>> CountAsync(int parallelism, ProgressMeter meter, CancellationToken stop)
    {
        var hours = new List<CountedHour>();
        foreach (var stream in plan.Streams)
        {
            var known = memory?.Recall(stream.Id);
            if (known is not null && stream.IsReadable) FindGone(stream, known);
            var positions = Enumerable.Range(0, stream.Hours.Count).Where(position => scope.Takes(stream.Hours[position])).ToArray();
            var counted = new CountedHour[positions.Length];
            var options = new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = stop };
            await Parallel.ForAsync(0, positions.Length, options, async (i, token) =>
            {
                counted[i] = await CountAsync(stream, positions[i], known, token).ConfigureAwait(false);
                meter.AddCountedHour();
            }).ConfigureAwait(false);
            hours.AddRange(counted);
        }

        return hours;
    }

    private void FindGone(PlannedContents stream, IReadOnlyDictionary<Hour, VerifiedHour> known)
    {
        var there = stream.Hours.ToHashSet();
        foreach (var (hour, verified) in known)
        {
            if (verified.Corrupt.Count > 0 && scope.Takes(hour) && !there.Contains(hour)) Gone.Add((stream.Id, hour));
        }
    }

    private async Task<CountedHour> CountAsync(
        PlannedContents stream, int position, IReadOnlyDictionary<Hour, VerifiedHour>? remembered, CancellationToken stop)
    {
        var hour = stream.Hours[position];
        var known = remembered?.GetValueOrDefault(hour);
        var isDeepEnough = known?.Level >= request.Level;
        if (known is { UpTo: null, Fingerprint: { } fingerprint, Corrupt.Count: 0 }
            && fingerprint == await plan.StampAsync(stream, hour, stop).ConfigureAwait(false))
        {
            return new CountedHour(stream, position, checked((int)(known.Files + known.Unreadable)))
            {
                Bytes = request.Level == VerificationLevel.Full ? known.Bytes : 0,
                Known = known,
                IsVerified = isDeepEnough,
            };
        }

        var contents = await plan.ListAsync(stream, hour, stop).ConfigureAwait(false);
        var places = scope.Find(contents);
        var isSame = known is not null && known.Names.Span.SequenceEqual(NamesHash.Compute(contents, places));
        return new CountedHour(stream, position, places.Length)
        {
            Bytes = AsksSizes ? Estimate(contents, places, stream.Hours.Count) : 0,
            Known = known,
            IsVerified = isSame && isDeepEnough,
            HasChangedCorrupt = known is not null && ChangedCorrupt.IsAnyIn(contents, known, Now),
        };
    }

    private long Estimate(HourContents contents, int[] places, int hours)
    {
        if (places.Length == 0) return 0;
        var asked = Math.Clamp(FilesAskedOfStream / hours, 1, places.Length);
        Int128 bytes = 0;
        for (var i = 0; i < asked; i++)
            bytes += FileSize.ToRead(FileSize.Find(contents[places[(int)((long)i * places.Length / asked)]]), request.Level);
        return (long)(bytes * places.Length / asked);
    }
}
