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
        Replica.Check(replicas);
        request ??= new CompareRequest();
        request.Validate();
        return new CopyComparer(archive, replicas, request).CompareAsync(cancellationToken);
    }

    /// <summary>Fetches what is missing here from the replicas, verifies it, and publishes it.</summary>
    /// <param name="archive">The archive here; on a disk of this machine.</param>
    /// <param name="replicas">The replicas, each with another name.</param>
    /// <param name="request">What is filled and how; null for everything.</param>
    /// <param name="cancellationToken">Stops it; what was published stays.</param>
    /// <returns>A <see cref="FillRecord"/> for each tombstone and segment, while it goes on, and one for each time that a replica gave
    /// something else than a name promises; at the end the <see cref="FilledRecord"/>. But for <see cref="FillRequest.Replace"/>, nothing in the archive is changed, replaced or
    /// removed: whole, verified files get names. After any end, however sudden, nothing is visible that is not whole. Memory is that of a
    /// few hours.</returns>
    /// <exception cref="ArgumentException">The request breaks rules, there is no replica, two have the same name, or the archive is kept
    /// elsewhere.</exception>
    /// <exception cref="PlatformNotSupportedException">This system is not Linux.</exception>
    /// <exception cref="StreamNotFoundException">No copy has a channel or a quality asked for.</exception>
    /// <exception cref="FillException">It cannot begin or go on: somebody else fills the archive, its disk is not mounted, is full, or
    /// cannot be written.</exception>
    /// <exception cref="AuditFailedException">The archive here cannot be read.</exception>
    /// <remarks>Source: semantics §9.</remarks>
    public static IAsyncEnumerable<CopyRecord> FillAsync(
        this SegmentArchive archive,
        IReadOnlyList<Replica> replicas,
        FillRequest? request = null,
        CancellationToken cancellationToken = default)
    {
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("an archive can be filled on Linux only");
        return new ArchiveFiller(archive, replicas, request).FillAsync(cancellationToken);
    }
}
