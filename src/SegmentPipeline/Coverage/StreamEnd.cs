namespace SegmentPipeline;

/// <summary>How far a stream goes.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Window">What was audited of it, or null.</param>
/// <param name="LastEnd">Its last end in the window; null if no selected segment reaches into it.</param>
/// <param name="UnreadableEnd">Where what could not be read of it ends; null if all could be read.</param>
internal readonly record struct StreamEnd(StreamId Stream, TimeRange? Window, Timestamp? LastEnd, Timestamp? UnreadableEnd);
