namespace SegmentPipeline.Verification;

/// <summary>Where a run ends. Several limits may be set: the first that is reached ends the run. The next run with the same memory goes on
/// from there.</summary>
public readonly record struct VerificationBudget
{
    /// <summary>How many bytes are read at most; the first file is read even if it alone has more.</summary>
    public long? Bytes { get; init; }

    /// <summary>How many files are read at most.</summary>
    public long? Files { get; init; }

    /// <summary>How long files are begun; those that were begun are ended.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Whether there is any limit.</summary>
    public bool IsLimited => Bytes is not null || Files is not null || Time is not null;

    internal IEnumerable<string> Validate()
    {
        if (Bytes is <= 0) yield return "the budget must be more than no bytes";
        if (Files is <= 0) yield return "the budget must be more than no files";
        if (Time <= TimeSpan.Zero) yield return "the budget must be more than no time";
    }
}
