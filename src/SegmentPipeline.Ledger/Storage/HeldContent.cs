namespace SegmentPipeline.Ledger;

/// <summary>How much of what a ledger remembers an archive holds, by the names of streams and hours.</summary>
/// <remarks>Source: semantics §7. An archive that lost much is still the same, and its losses are to be told; a wrong disk is one that
/// holds other things.</remarks>
internal sealed record HeldContent
{
    /// <summary>Remembered hours that are there.</summary>
    internal required long Found { get; init; }

    /// <summary>Remembered hours that are not there, although others of their stream are that are as old, or none is.</summary>
    internal required long Missing { get; init; }

    /// <summary>Remembered hours that are older than all that are there: disks are tidied from that end.</summary>
    internal required long Pruned { get; init; }

    /// <summary>Hours of remembered streams that would be remembered too, had they been there at the audits before.</summary>
    internal required long Strange { get; init; }

    /// <summary>Whether remembered streams have hours, all of them later than all that are remembered.</summary>
    internal required bool IsAllLater { get; init; }

    /// <summary>Whether nothing could be asked.</summary>
    internal bool IsUntold => Found + Missing + Pruned == 0;

    /// <summary>Remembered hours that were looked for.</summary>
    internal long Sought => Found + Missing + Pruned;

    /// <summary>Whether most of what should be there is.</summary>
    internal bool IsMostThere => Found > 0 && Found >= Missing;

    /// <summary>Whether what is there of remembered streams is what is remembered of them.</summary>
    internal bool IsMostKnown => Found > 0 && Found >= Strange;
}
