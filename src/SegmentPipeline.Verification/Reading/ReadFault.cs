namespace SegmentPipeline;

/// <summary>Why a file could not be read.</summary>
/// <param name="IsGone">Whether there is no such file any more.</param>
/// <param name="Cause">Why, in the words of the system.</param>
internal sealed record ReadFault(bool IsGone, string Cause);
