namespace SegmentPipeline;

/// <summary>Hours that have been parsed, and the work that asks for the sizes that their choices need.</summary>
/// <param name="Hours">The hours.</param>
/// <param name="Sizes">The work (<c>SelectStage.AskSizesAsync</c>); it may be done ahead.</param>
internal sealed record SizedHours(HourBuffers[] Hours, AheadWork<HourBuffers[]> Sizes);
