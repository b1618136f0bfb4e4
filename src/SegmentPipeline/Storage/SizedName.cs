namespace SegmentPipeline;

/// <summary>A file whose size a choice has asked for: where its name stands in the names of its hour, and the size.</summary>
internal readonly record struct SizedName(int NameOffset, int NameLength, long SizeBytes);

/// <summary>A file whose size a choice will ask for, and the answer. All of an hour are asked together.</summary>
internal struct SizeQuestion
{
    /// <summary>Where its name stands in the names of its hour.</summary>
    internal required int NameOffset { get; init; }

    internal required int NameLength { get; init; }

    /// <summary>How it went, once it has been asked.</summary>
    internal ReadOutcome Outcome { get; set; }

    internal long SizeBytes { get; set; }

    /// <summary>When its content or its place last changed, since 1970; 0 if there is no telling.</summary>
    internal long ChangedSeconds { get; set; }
}
