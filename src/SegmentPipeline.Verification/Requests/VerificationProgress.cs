namespace SegmentPipeline.Verification;

/// <summary>How far a verification is.</summary>
public readonly record struct VerificationProgress
{
    /// <summary>Hours that were counted before the first file was read; that is all there is to tell until then.</summary>
    public long HoursCounted { get; init; }

    /// <summary>Hours that are done with.</summary>
    public long HoursDone { get; init; }

    /// <summary>Hours of the request.</summary>
    public long HoursTotal { get; init; }

    /// <summary>Files that were read, or could not be.</summary>
    public long Files { get; init; }

    /// <summary>Bytes that were read.</summary>
    public long Bytes { get; init; }

    /// <summary>How many bytes there will be in the end, as far as can be told from what was read; null while there is no
    /// telling.</summary>
    public long? BytesTotal { get; init; }

    /// <summary>Corrupt files among them.</summary>
    public long Corrupt { get; init; }
}
