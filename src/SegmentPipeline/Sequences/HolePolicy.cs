namespace SegmentPipeline;

/// <summary>What a selection does about holes.</summary>
public enum HolePolicy
{
    /// <summary>Reports them in the sequence.</summary>
    Allow,

    /// <summary>Fails at the first one with a <see cref="HoleException"/>.</summary>
    Forbid,
}
