namespace SegmentPipeline.Replicas;

/// <summary>What an archive can be asked about its replicas.</summary>
public static class SegmentArchiveReplicaExtensions
{
    /// <summary>Compares an archive with its replicas: what each lacks of the other, and from where each hole can be filled.</summary>
    /// <param name="archive">The archive here.</param>
    /// <param name="replicas">The replicas, each with another name.</param>
    /// <param name="request">What is compared; null for everything.</param>
    /// <param name="cancellationToken">Stops it within one hour directory.</param>
    /// <returns>For each stream that any copy has a <see cref="ReplicaRecord"/> for each replica, then a <see cref="VerdictRecord"/> for
    /// each hole here, in time order; at the end the <see cref="ComparedRecord"/>. A replica that cannot be asked is no exception: its
    /// records say so, and the others go on. Memory is that of a few hours and of the holes of one stream.</returns>
    /// <exception cref="ArgumentException">The request breaks rules, there is no replica, or two have the same name.</exception>
    /// <exception cref="StreamNotFoundException">No copy has a channel or a quality asked for.</exception>
    /// <exception cref="AuditFailedException">The archive here cannot be read.</exception>
    /// <remarks>Source: semantics §9.</remarks>
    public static IAsyncEnumerable<CopyRecord> CompareAsync(
        this SegmentArchive archive,
        IReadOnlyList<Replica> replicas,
        CompareRequest? request = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        Check(replicas);
        request ??= new CompareRequest();
        request.Validate();
        return new CopyComparer(archive, replicas, request).CompareAsync(cancellationToken);
    }

    private static void Check(IReadOnlyList<Replica> replicas)
    {
        ArgumentNullException.ThrowIfNull(replicas);
        if (replicas.Count == 0) throw new ArgumentException("there is no replica", nameof(replicas));
        var twice = replicas.GroupBy(replica => replica.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) throw new ArgumentException($"two replicas are called '{twice.Key}'", nameof(replicas));
    }
}
