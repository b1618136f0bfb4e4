namespace SegmentPipeline.Verification;

/// <summary>The end of a verification.</summary>
/// <remarks><see cref="Checked"/> = <see cref="Right"/> + <see cref="Corrupt"/>, and <see cref="Files"/> = <see cref="Checked"/> +
/// <see cref="Unreadable"/> + <see cref="Vanished"/> + <see cref="NotChecked"/>.</remarks>
public sealed record VerificationSummaryRecord : VerificationRecord
{
    /// <summary>How far files were looked into.</summary>
    public required VerificationLevel Level { get; init; }

    /// <summary>Files of the request.</summary>
    public required long Files { get; init; }

    /// <summary>Files that were read and judged.</summary>
    public long Checked => Right + Corrupt;

    /// <summary>Bytes that were read.</summary>
    public required long Bytes { get; init; }

    /// <summary>Files with nothing wrong.</summary>
    public required long Right { get; init; }

    /// <summary>Files with something wrong.</summary>
    public required long Corrupt { get; init; }

    /// <summary>Files that could not be read.</summary>
    public required long Unreadable { get; init; }

    /// <summary>Files that were gone.</summary>
    public required long Vanished { get; init; }

    /// <summary>Files whose turn did not come.</summary>
    public required long NotChecked { get; init; }

    /// <summary>From which number the sample was drawn; null if none was.</summary>
    public long? Seed { get; init; }

    /// <summary>How surely; null of what is neither everything nor a whole sample.</summary>
    public CorruptBound? Bound { get; init; }

    /// <summary>How long the hour has waited that has waited the longest; null without a memory.</summary>
    public TimeSpan? OldestUnverified { get; init; }

    /// <summary>Whether everything that was asked for was read: nothing was unreadable, and nothing was left for the next time.</summary>
    public required bool Complete { get; init; }

    /// <summary>How it ended.</summary>
    public required AuditOutcome Outcome { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The files that were drawn; null if none were. Neighbours of corrupt ones, which are looked at too, are not among
    /// them.</summary>
    public SampledFiles? Sampled { get; init; }

    /// <summary>Directories that could not be listed; how many files they hold is not known.</summary>
    public long UnreadableDirectories { get; init; }

    /// <summary>What was found between files.</summary>
    public ClockCounts Clocks { get; init; } = new();
}

/// <summary>What became of the files of a sample.</summary>
public sealed record SampledFiles
{
    /// <summary>How many were drawn.</summary>
    public required long Files { get; init; }

    /// <summary>How many of them were read and judged.</summary>
    public required long Checked { get; init; }

    /// <summary>How many of these are corrupt.</summary>
    public required long Corrupt { get; init; }
}

/// <summary>How many files may be corrupt at most.</summary>
/// <remarks>Source: docs/verification.md §4.</remarks>
public sealed record CorruptBound
{
    /// <summary>The probability that the statement holds.</summary>
    public const decimal Confidence = 0.95m;

    /// <summary>The files at most.</summary>
    public required long CorruptAtMost { get; init; }

    /// <summary>Of so many.</summary>
    public required long Files { get; init; }

    /// <summary>The same as a part of all.</summary>
    public double Fraction => (double)CorruptAtMost / Files;
}

/// <summary>How often each fault between files was found.</summary>
public sealed record ClockCounts
{
    /// <summary>Time that is missing although names say otherwise.</summary>
    public long HiddenHole { get; init; }

    /// <summary>Time that is there twice.</summary>
    public long Repeat { get; init; }

    /// <summary>Holes by name that are none.</summary>
    public long PhantomHole { get; init; }

    /// <summary>New sessions of the encoder, which count for nothing.</summary>
    public long Restart { get; init; }
}
