namespace SegmentPipeline.Verification;

/// <summary>An hour that was counted before the first file is read.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Position">Its place among the hours of the stream.</param>
/// <param name="Files">How many files are asked for.</param>
internal sealed record CountedHour(PlannedContents Stream, int Position, int Files)
{
    internal Hour Hour => Stream.Hours[Position];

    /// <summary>About how many bytes are to be read of it.</summary>
    internal long Bytes { get; init; }

    /// <summary>What is remembered of it.</summary>
    internal VerifiedHour? Known { get; init; }

    /// <summary>Whether its names are those that are remembered, and were looked into as far as now.</summary>
    internal bool IsVerified { get; init; }

    /// <summary>Whether a file of it that is known to be corrupt has been replaced or written to since.</summary>
    internal bool HasChangedCorrupt { get; init; }

    internal HourTask ToTask() => new(Stream, Position) { Counted = Files, Known = Known };
}
