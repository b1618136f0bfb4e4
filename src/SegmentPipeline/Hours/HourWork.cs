namespace SegmentPipeline;

/// <summary>One item of work of an audit, in the order of the report: for each stream its hours, then its end.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Hour">The hour to read; null for the end of the stream.</param>
/// <param name="Known">What is remembered of the hour from an earlier audit.</param>
internal sealed record HourWork(StreamPlan Stream, Hour? Hour, HourDigest? Known = null)
{
    /// <summary>Files of the hour that are known to be corrupt. Of such an hour nothing is known, so that it is read.</summary>
    internal IReadOnlyList<CorruptFile> Corrupt { get; init; } = [];

    /// <summary>Whether its stream is the last of its channel.</summary>
    internal bool IsOfLastQuality { get; init; }
}
