namespace SegmentPipeline;

/// <summary>What one audit is done with. No property but <see cref="Tombstones"/> changes the result. Immutable; every property has a
/// sensible default.</summary>
public sealed record AuditContext
{
    internal const int MostParallelism = 256;

    /// <summary>How many hours are worked on at once, 1 to 256.</summary>
    /// <value>All cores but one.</value>
    public int Parallelism { get; init; } = AuditDefaults.Parallelism;

    /// <summary>Is told after each hour how far the audit is. The audit's own tasks call it, one call at a time; the call must be
    /// quick.</summary>
    /// <value>Null: nobody is told.</value>
    public IProgress<AuditProgress>? Progress { get; init; }

    /// <summary>What is known from earlier audits; hours that have not changed are not read again.</summary>
    /// <value>Null: everything is read.</value>
    public IHourMemory? Memory { get; init; }

    /// <summary>Whether the archive keeps the digests of the names of all hours that the audit lists, so that whoever asks for them
    /// afterwards costs no listing.</summary>
    /// <value>False: digests are made for who asks.</value>
    public bool KeepsDigests { get; init; }

    /// <summary>Tells the tombstones that other copies of the archive have of an hour of a stream, as names with their ending. They
    /// withdraw what those in the hour's own directory would, and count as entries of it. Called by the audit's own tasks, several
    /// at once.</summary>
    /// <value>Null: nothing is withdrawn but by the archive's own. Not for an audit with a <see cref="Memory"/>, or one that
    /// <see cref="KeepsDigests"/>: what these keep is what the directory holds.</value>
    public Func<StreamId, Hour, CancellationToken, ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>>>? Tombstones { get; init; }

    /// <summary>The clock: the moment of the audit, and how long it took.</summary>
    /// <value>Null: the clock of the archive.</value>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>Where the digests are kept; null if they are not.</summary>
    internal NamesDigests? Digests { get; init; }

    /// <summary>What tests see of the run.</summary>
    internal AuditHooks? Hooks { get; init; }

    /// <summary>Every rule that this context breaks, as sentences; empty if it breaks none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (Parallelism is not (>= 1 and <= MostParallelism))
            faults.Add($"the parallelism must be 1 to {MostParallelism}, but is {Parallelism}");
        if (Tombstones is not null && (Memory is not null || KeepsDigests))
            faults.Add("an audit that obeys the tombstones of other copies can have no memory and keep no digests");
        return faults;
    }
}
