namespace SegmentPipeline.Hosting;

/// <summary>From where the missing time of an archive can be filled (semantics §9).</summary>
public readonly record struct HoleTimes
{
    /// <summary>Time that another copy has.</summary>
    public TimeSpan Fillable { get; init; }

    /// <summary>Time that only another quality has.</summary>
    public TimeSpan Lower { get; init; }

    /// <summary>Time of which some copy could not say.</summary>
    public TimeSpan Unknown { get; init; }

    /// <summary>Time that nobody has.</summary>
    public TimeSpan Nowhere { get; init; }
}
