namespace SegmentPipeline.Replicas;

/// <summary>A stream in all its copies: which hours each has, and what digests it tells.</summary>
internal sealed class StreamCopies
{
    private readonly IReadOnlyList<StreamCopy> _there;

    private StreamCopies(StreamId stream, StreamCopy here, IReadOnlyList<StreamCopy> there)
    {
        Stream = stream;
        Here = here;
        _there = there;
    }

    internal StreamId Stream { get; }

    internal StreamCopy Here { get; }

    /// <summary>The replicas' copies, in their order.</summary>
    internal IReadOnlyList<StreamCopy> There => _there;

    /// <summary>Asks all of them, but those that could not say which streams they have.</summary>
    internal static async Task<StreamCopies> ReadAsync(
        SegmentArchive archive,
        IReadOnlyList<Replica> replicas,
        StreamId stream,
        CopyCatalog catalog,
        CancellationToken cancellationToken)
    {
        var copies = await Task.WhenAll(
                replicas.Select(replica => replica.Archive)
                    .Prepend(archive)
                    .Select(copy => StreamCopy.ReadAsync(copy, stream, catalog.CauseOf(copy, stream.Channel), cancellationToken)))
            .ConfigureAwait(false);
        return new StreamCopies(stream, copies[0], copies[1..]);
    }

    /// <summary>Whether each replica that has the stream tells digests of it.</summary>
    internal bool AllTellDigests => _there.All(copy => copy.Hours.Count == 0 || copy.Digests.Count > 0);

    /// <summary>The hours that any of them has, in time order.</summary>
    internal IReadOnlyList<Hour> Hours => _there.Prepend(Here).SelectMany(copy => copy.Hours).Distinct().Order().ToList();
}

/// <summary>One copy of a stream.</summary>
internal sealed class StreamCopy
{
    private readonly HashSet<Hour> _hours;

    private StreamCopy(SegmentArchive archive, StreamId stream, ArchiveListing<Hour> hours)
    {
        Archive = archive;
        Stream = stream;
        _hours = [.. hours.Items];
        Cause = hours.Outcome == ListingOutcome.Unreadable ? hours.Cause ?? "it could not be read" : null;
    }

    internal SegmentArchive Archive { get; }

    internal StreamId Stream { get; }

    /// <summary>Why its hours could not be listed; null if they could, or it does not have the stream.</summary>
    internal string? Cause { get; }

    internal IReadOnlyCollection<Hour> Hours => _hours;

    /// <summary>The digests that the copy tells of its hours; empty if it tells none.</summary>
    internal IReadOnlyDictionary<Hour, HourNamesDigest> Digests { get; private init; } = new Dictionary<Hour, HourNamesDigest>();

    internal static async Task<StreamCopy> ReadAsync(
        SegmentArchive archive,
        StreamId stream,
        string? cause,
        CancellationToken cancellationToken)
    {
        if (cause is not null)
            return new StreamCopy(archive, stream, new ArchiveListing<Hour> { Outcome = ListingOutcome.Unreadable, Cause = cause });
        var hours = await archive.ListHoursAsync(stream, cancellationToken).ConfigureAwait(false);
        if (hours.Items.Count == 0) return new StreamCopy(archive, stream, hours);
        var digests = await archive.ListToldDigestsAsync(stream, cancellationToken).ConfigureAwait(false);
        return new StreamCopy(archive, stream, hours) { Digests = digests ?? new Dictionary<Hour, HourNamesDigest>() };
    }

    /// <summary>Whether it has an hour, or could not tell.</summary>
    internal bool MayHave(Hour hour) => Cause is not null || _hours.Contains(hour);

    /// <summary>What is known of an hour without listing it; null if nothing is.</summary>
    internal async Task<HourNamesSummary?> FindSummaryAsync(Hour hour, CancellationToken cancellationToken) => _hours.Contains(hour)
        ? await Archive.FindHourSummaryAsync(Stream, hour, cancellationToken).ConfigureAwait(false)
        : null;

    /// <summary>The names of an hour. An hour that the copy does not have costs nothing.</summary>
    internal async Task<HourNames> ReadHourAsync(Hour hour, CancellationToken cancellationToken)
    {
        if (Cause is not null) return new HourNames { Outcome = ListingOutcome.Unreadable, Cause = Cause };
        if (!_hours.Contains(hour)) return new HourNames { Outcome = ListingOutcome.Absent };
        return await Archive.ListHourNamesAsync(Stream, hour, cancellationToken).ConfigureAwait(false);
    }
}
