namespace SegmentPipeline;

/// <summary>What one audit is done with. No property changes the result. Immutable; every property has a sensible default.</summary>
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

    /// <summary>The clock: the moment of the audit, and how long it took.</summary>
    /// <value>Null: the clock of the archive.</value>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>Where the digests are kept; null if they are not.</summary>
    internal NamesDigests? Digests { get; init; }

    /// <summary>What tests see of the run.</summary>
    internal AuditHooks? Hooks { get; init; }

    /// <summary>Every rule that this context breaks, as sentences; empty if it breaks none.</summary>
    public IReadOnlyList<string> Validate() => Parallelism is >= 1 and <= MostParallelism
        ? []
        : [$"the parallelism must be 1 to {MostParallelism}, but is {Parallelism}"];
}
