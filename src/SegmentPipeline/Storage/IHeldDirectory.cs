namespace SegmentPipeline;

/// <summary>A directory as it was at some moment, to be compared later with what its path leads to.</summary>
internal interface IHeldDirectory : IDisposable
{
    /// <summary>Whether <see cref="HeldState.Other"/> means another directory for certain: it is held open here, so that its number cannot
    /// have changed, or its file system tells when it was made.</summary>
    bool IsCertain { get; }

    /// <summary>What its path leads to now.</summary>
    HeldState Ask();
}

/// <summary>What the path of a directory leads to, compared with before.</summary>
internal enum HeldState : byte
{
    /// <summary>The same directory, as far as can be told.</summary>
    Same,

    /// <summary>Nothing any more.</summary>
    Absent,

    /// <summary>Another directory.</summary>
    Other,

    /// <summary>It cannot be asked.</summary>
    Untold,
}
