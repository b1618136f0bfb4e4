namespace SegmentPipeline;

/// <summary>Hours that have been parsed, and the asking for the sizes that their choices need.</summary>
/// <param name="Hours">The hours.</param>
/// <param name="Sizes">Asks; may be done ahead.</param>
internal sealed record SizedHours(HourBuffers[] Hours, AheadWork<HourBuffers[]> Sizes);
