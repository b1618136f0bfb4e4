namespace SegmentPipeline;

/// <summary>An hour, or the end of a stream, that has been stitched: its buffers have been given back.</summary>
/// <param name="Step">What the audit has learned from the hour, or the end.</param>
/// <param name="Digest">What there is to remember of the hour; null if it was recalled, or if the audit has no memory.</param>
internal readonly record struct StitchedHour(ReportStep Step, LentDigest? Digest);
