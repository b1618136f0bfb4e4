namespace SegmentPipeline.Replicas;

/// <summary>What is filled and how. Immutable data; every property has a sensible default.</summary>
public sealed record FillRequest
{
    /// <summary>Which streams and which time.</summary>
    /// <value>Everything.</value>
    public CompareRequest Copies { get; init; } = new();

    /// <summary>Whether nothing is fetched and nothing written: the records say what would be.</summary>
    /// <value>False.</value>
    public bool DryRun { get; init; }

    /// <summary>Whether only segments are fetched that cover what is missing.</summary>
    /// <value>False: all that are missing here, those that cover holes first.</value>
    public bool OnlyHoles { get; init; }

    /// <summary>How many files are fetched at once, 1 to 64.</summary>
    /// <value>5.</value>
    public int Concurrency { get; init; } = 5;

    /// <summary>How many bytes a second are fetched at most, over all replicas.</summary>
    /// <value>Null: as many as come.</value>
    public long? BytesPerSecond { get; init; }

    /// <summary>How many bytes stay free on the disk; never less than a hundredth of it.</summary>
    /// <value>0.</value>
    public long KeepFreeBytes { get; init; }

    /// <summary>How many segments are published at most.</summary>
    /// <value>Null: all.</value>
    public long? MostFiles { get; init; }

    /// <summary>How long segments are fetched at most; never longer than 49 days.</summary>
    /// <value>Null: until all are here.</value>
    public TimeSpan? Budget { get; init; }

    /// <summary>Whether tombstones are followed even if they withdraw an unusual lot.</summary>
    /// <value>False: a replica whose tombstones would withdraw more than a tenth of an hour's segments here, and more than 20, is not
    /// followed in that.</value>
    public bool AcceptTombstones { get; init; }

    /// <summary>Whether an archive in which there is no hour yet is filled.</summary>
    /// <value>False: it is refused, since its disk may not be mounted.</value>
    public bool AcceptEmpty { get; init; }

    /// <summary>Files here that are not what their names promise, as a verification found them: each that still is not is replaced by a
    /// verified copy.</summary>
    /// <value>None.</value>
    public IReadOnlyList<EntryPath> Replace { get; init; } = [];

    /// <summary>A directory outside of the archive, on its file system, that keeps the files that were replaced.</summary>
    /// <value>Null: nothing is replaced.</value>
    public string? Quarantine { get; init; }

    /// <summary>Whether each file is on the disk before it gets its name.</summary>
    /// <value>True.</value>
    public bool Synchronize { get; init; } = true;

    /// <summary>What makes <see cref="FilledRecord.Exit"/> 1.</summary>
    /// <value><see cref="FillFailure.Nowhere"/>.</value>
    public FillFailure FailsOn { get; init; } = FillFailure.Nowhere;

    /// <exception cref="ArgumentException">A rule is broken.</exception>
    internal void Validate()
    {
        Copies.Validate();
        var faults = new List<string>();
        if (Concurrency is < 1 or > 64) faults.Add($"the concurrency must be 1 to 64, but is {Concurrency}");
        if (BytesPerSecond is <= 0) faults.Add("the rate must be positive");
        if (KeepFreeBytes < 0) faults.Add("the space to keep free must not be negative");
        if (MostFiles is < 0) faults.Add("the number of files must not be negative");
        if (Budget < TimeSpan.Zero) faults.Add("the budget must not be negative");
        if (Replace.Count > 0 && string.IsNullOrWhiteSpace(Quarantine))
            faults.Add("files are replaced only if a quarantine keeps the broken ones");
        if (faults.Count > 0) throw new ArgumentException(string.Join("; ", faults));
    }
}

/// <summary>What is left after filling that counts as a failure.</summary>
public enum FillFailure
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Time that no copy has, and segments that none gives.</summary>
    Nowhere,

    /// <summary>Any hole, and segments that no copy gives.</summary>
    AnyHole,
}
