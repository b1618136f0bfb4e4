namespace SegmentPipeline.Reports;

/// <summary>What is covered of one stream.</summary>
public sealed record CoverageLane
{
    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>What was audited of it, or null if nothing was.</summary>
    public TimeRange? Window { get; init; }

    /// <summary>The classes of the window, which add up to it.</summary>
    public required ClassMicroseconds Microseconds { get; init; }

    /// <summary>All that is not full, in time order, without overlap. Between them lie full segments.</summary>
    public required IReadOnlyList<CoverageSpan> Spans { get; init; }

    /// <summary>Where selected segments lie that are known to be corrupt, in time order; none touches another. Beside the spans: what is
    /// known to be corrupt is covered as its name says.</summary>
    public IReadOnlyList<TimeRange> Corrupt { get; init; } = [];
}
