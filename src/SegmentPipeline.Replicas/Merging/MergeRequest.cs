namespace SegmentPipeline.Replicas;

/// <summary>What is told of a fleet. Immutable data; every property has a sensible default.</summary>
public sealed record MergeRequest
{
    /// <summary>How many copies there should be, at least 1. What fewer nodes cover is told as <see cref="ThinRecord"/>.</summary>
    /// <value>Null: no number is wanted; what a single node covers is told as <see cref="SingleRecord"/>.</value>
    public int? Copies { get; init; }

    /// <summary>The least length of what a single node covers, to be told. Not negative.</summary>
    /// <value>1 second.</value>
    public TimeSpan SingleFrom { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether it is told from where each node's holes can be filled.</summary>
    /// <value>False.</value>
    public bool Verdicts { get; init; }

    /// <summary>Before this, nothing counts.</summary>
    /// <value>Null: each stream counts from the least start of the nodes' windows on.</value>
    public Timestamp? Start { get; init; }

    /// <summary>From this on, nothing counts.</summary>
    /// <value>Null: each stream counts up to the greatest end of the nodes' windows.</value>
    public Timestamp? End { get; init; }

    /// <summary>Every rule that this request breaks, as sentences; empty if it breaks none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (Copies < 1) faults.Add($"there must be at least one copy, not {Copies}");
        if (SingleFrom < TimeSpan.Zero) faults.Add($"the least length of what a single node covers must not be negative, but is {SingleFrom}");
        if (Start > End) faults.Add($"the window must not start after its end, but starts {Start} and ends {End}");
        return faults;
    }
}
