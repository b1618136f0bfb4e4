namespace SegmentPipeline.Verification;

/// <summary>Asks how long files are, without opening them.</summary>
internal static class FileSize
{
    private const long EdgeBytes = 2 * 64 * 1024;

    /// <summary>How many bytes are to be read of a file; 0 if nobody counts them, or if there is no telling.</summary>
    internal static long ToRead(Segment segment, VerificationLevel level, RunBudget budget) =>
        budget.CountsBytes ? ToRead(Find(segment), level) : 0;

    /// <summary>How many bytes of so many are to be read.</summary>
    internal static long ToRead(long sizeBytes, VerificationLevel level) => level switch
    {
        VerificationLevel.Sizes => 0,
        VerificationLevel.Edges => Math.Min(sizeBytes, EdgeBytes),
        VerificationLevel.Full => sizeBytes,
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "no such level"),
    };

    /// <summary>How long a file is; 0 if there is no telling.</summary>
    internal static long Find(Segment segment)
    {
        byte[] path = [.. segment.FullPathUtf8.Span, 0];
        return LibC.StatOf(path, LibC.StatSize) is { } stat ? (long)stat.SizeBytes : 0;
    }
}
