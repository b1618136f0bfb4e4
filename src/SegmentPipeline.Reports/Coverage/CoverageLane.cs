namespace SegmentPipeline.Reports;

/// <summary>What is covered of one stream.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Window">What was audited of it, or null if nothing was.</param>
/// <param name="Microseconds">The classes of the window, which add up to it.</param>
/// <param name="Spans">All that is not full, in time order, without overlap. Between them lie full segments.</param>
public sealed record CoverageLane(StreamId Stream, TimeRange? Window, ClassMicroseconds Microseconds, IReadOnlyList<CoverageSpan> Spans);
