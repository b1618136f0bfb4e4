namespace SegmentPipeline.Synthesis;

/// <summary>How many faults a synthetic archive has.</summary>
public enum FaultLevel
{
    /// <summary>None: an audit finds nothing.</summary>
    None,

    /// <summary>One of each kind, spread over the whole archive. It takes seven hours to hold them all; fewer leave out what does not
    /// fit.</summary>
    Few,

    /// <summary>Several in every hour of every stream, and each night a hole over midnight.</summary>
    Many,
}
