namespace SegmentPipeline.Replicas;

/// <summary>An hour, compared.</summary>
/// <param name="Hour">The hour.</param>
/// <param name="Here">The names here; of an hour in which no replica has anything new they may not have been read.</param>
/// <param name="There">The names of each replica, in the order of the replicas; null for one that tells the same digest, or has nothing
/// new.</param>
/// <param name="Differences">How each replica differs.</param>
internal sealed record ComparedHour(
    Hour Hour,
    HourCopy Here,
    IReadOnlyList<HourCopy?> There,
    IReadOnlyList<HourDifference> Differences);

/// <summary>Compares hours of a stream, one after the other or several at once.</summary>
/// <param name="copies">The stream in all its copies.</param>
/// <param name="settled">The first moment that is too young.</param>
/// <param name="listed">Hours that need not be listed again; null: all are listed.</param>
internal sealed class HourComparer(StreamCopies copies, Timestamp settled, ListedHours? listed = null)
{
    /// <summary>Whether an audit of what is here goes on meanwhile, which keeps digests.</summary>
    internal bool IsAudited { get; init; }

    /// <summary>Compares an hour. A replica that tells the digest of what is here is not asked for its names, and what is here is not
    /// listed where its digest is known and no replica has anything else.</summary>
    internal async Task<ComparedHour> CompareAsync(Hour hour, CancellationToken cancellationToken)
    {
        var names = new HourNames?[copies.There.Count];
        var known = await copies.Here.FindSummaryAsync(hour, cancellationToken).ConfigureAwait(false);
        if (known is null && IsAudited)
        {
            // While others answer the audit gets there.
            await ReadUntoldAsync(hour, names, cancellationToken).ConfigureAwait(false);
            known = await copies.Here.FindSummaryAsync(hour, cancellationToken).ConfigureAwait(false);
        }

        if (known is { } summary)
        {
            await ReadAllAsync(hour, summary.Digest, names, cancellationToken).ConfigureAwait(false);
            if (Array.TrueForAll(names, read => IsNothingNew(read, summary.Digest))) return OfUnchanged(hour, summary);
        }

        var (here, digest) = await ReadHereAsync(hour, isAsked: known is not null, cancellationToken).ConfigureAwait(false);
        await ReadAllAsync(hour, digest, names, cancellationToken).ConfigureAwait(false);
        var there = Array.ConvertAll(names, read => IsNothingNew(read, digest) ? null : HourCopy.FromNames(hour, read!));
        var withdrawn = WithdrawnBy(here, there);
        var differences = new List<HourDifference>();
        for (var at = 0; at < there.Length; at++)
        {
            if (there[at] is not { } copy)
            {
                differences.Add(FindListed(copies.There[at], hour, digest!.Value) ?? HourDifference.OfEqual(here.CountSegments()));
                continue;
            }

            var difference = await DifferAsync(here, copy, copies.There[at], withdrawn, cancellationToken).ConfigureAwait(false);
            if (digest is not null && HasNothing(here, copy, difference))
                listed?.Note(copies.There[at], hour, digest.Value, difference);
            differences.Add(difference);
        }

        return new ComparedHour(hour, here, there, differences);
    }

    /// <summary>An hour of which nothing was listed here, since no replica has anything new.</summary>
    private ComparedHour OfUnchanged(Hour hour, HourNamesSummary known)
    {
        var differences = copies.There.Select(copy => FindListed(copy, hour, known.Digest) ?? HourDifference.OfEqual(known.SegmentCount));
        return new ComparedHour(hour, HourCopy.Unread(hour), new HourCopy?[copies.There.Count], [.. differences]);
    }

    /// <summary>Reads the names of the replicas that have not been read, but of those that tell the same as is here, or have nothing
    /// new.</summary>
    private Task<HourNames?[]> ReadAllAsync(Hour hour, HourNamesDigest? here, HourNames?[] names, CancellationToken cancellationToken) =>
        Task.WhenAll(copies.There.Select(async (copy, at) =>
            names[at] ??= await ReadAsync(copy, hour, here, cancellationToken).ConfigureAwait(false)));

    /// <summary>The names here, and their digest if anything is compared with it.</summary>
    private async Task<(HourCopy Here, HourNamesDigest? Digest)> ReadHereAsync(Hour hour, bool isAsked, CancellationToken cancellationToken)
    {
        var names = await copies.Here.ReadHourAsync(hour, cancellationToken).ConfigureAwait(false);
        var here = HourCopy.FromNames(hour, names);
        var isNeeded = here.IsReadable && (isAsked || listed is not null || copies.There.Any(copy => copy.Digests.ContainsKey(hour)));
        return (here, isNeeded ? HourNamesDigest.FromNames(names.GetAll()) : null);
    }

    private static bool TellsTheSame(StreamCopy copy, Hour hour, HourNamesDigest here) =>
        copy.Digests.TryGetValue(hour, out var told) && told == here;

    private HourDifference? FindListed(StreamCopy copy, Hour hour, HourNamesDigest here) =>
        copy.Cause is null ? listed?.Find(copy, hour, here) : null;

    /// <summary>Reads the names of the replicas that tell no digest.</summary>
    private Task<HourNames?[]> ReadUntoldAsync(Hour hour, HourNames?[] names, CancellationToken cancellationToken) =>
        Task.WhenAll(copies.There.Select(async (copy, at) => copy.Digests.ContainsKey(hour)
            ? null
            : names[at] = await copy.ReadHourAsync(hour, cancellationToken).ConfigureAwait(false)));

    private async Task<HourNames?> ReadAsync(StreamCopy copy, Hour hour, HourNamesDigest? here, CancellationToken cancellationToken) =>
        here is { } digest && (TellsTheSame(copy, hour, digest) || FindListed(copy, hour, digest) is not null)
            ? null
            : await copy.ReadHourAsync(hour, cancellationToken).ConfigureAwait(false);

    /// <summary>Whether a replica has the same as is here, or nothing new.</summary>
    /// <param name="read">What was read of it; null if it tells so.</param>
    /// <param name="here">The digest of what is here; null if it is not known.</param>
    private bool IsNothingNew(HourNames? read, HourNamesDigest? here) =>
        read is null
        || (listed is null && here is not null && read.Outcome == ListingOutcome.Read && here == HourNamesDigest.FromNames(read.GetAll()));

    private static bool HasNothing(HourCopy here, HourCopy there, HourDifference difference) =>
        difference is { Cause: null, Missing.Count: 0, Young: 0, MayHaveTwinsAround: false }
        && (there.Withdrawn.Count == 0
            || new HashSet<ReadOnlyMemory<byte>>(here.Withdrawn, NameEquality.Instance).IsSupersetOf(there.Withdrawn));

    private static HashSet<ReadOnlyMemory<byte>> WithdrawnBy(HourCopy here, IEnumerable<HourCopy?> there)
    {
        var withdrawn = new HashSet<ReadOnlyMemory<byte>>(here.Withdrawn, NameEquality.Instance);
        foreach (var copy in there) if (copy is not null) withdrawn.UnionWith(copy.Withdrawn);
        return withdrawn;
    }

    private async Task<HourDifference> DifferAsync(
        HourCopy here,
        HourCopy there,
        StreamCopy copy,
        IReadOnlySet<ReadOnlyMemory<byte>> withdrawn,
        CancellationToken cancellationToken)
    {
        if (!copies.Here.MayHave(here.Hour) && !copy.MayHave(here.Hour)) return HourDifference.OfNone();
        if (here.Cause is { } cause) return HourDifference.OfUnreadable($"here: {cause}");
        if (there.Cause is { } other) return HourDifference.OfUnreadable(other);
        var difference = HourDifference.Between(here, there, HoursAround.None, withdrawn, settled);
        if (!difference.MayHaveTwinsAround) return difference;
        var around = new HoursAround(
            await ReadAroundAsync(copies.Here, here.Hour, cancellationToken).ConfigureAwait(false),
            await ReadAroundAsync(copy, here.Hour, cancellationToken).ConfigureAwait(false));
        return HourDifference.Between(here, there, around, withdrawn, settled);
    }

    /// <summary>The hours before and after one; what cannot be read has no twin that anybody knows of.</summary>
    private static async Task<IReadOnlyList<HourCopy>> ReadAroundAsync(StreamCopy copy, Hour hour, CancellationToken cancellationToken)
    {
        var around = new List<HourCopy>();
        foreach (var beside in (Hour[])[hour.Previous, hour.Next])
        {
            around.Add(HourCopy.FromNames(beside, await copy.ReadHourAsync(beside, cancellationToken).ConfigureAwait(false)));
        }

        return around;
    }
}
