namespace SegmentPipeline.Reports;

/// <summary>One column of a row of a coverage map: what is covered of a short range.</summary>
public readonly record struct MapColumn
{
    /// <summary>The range.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>How much of the range is of which class; what lies outside of the window counts for none.</summary>
    public required ClassMicroseconds Microseconds { get; init; }

    /// <summary>The worst class that any moment of the range may have, or null if none of it lies in the window. Missing is the worst, then
    /// unknown, partial, suspect, full; off is told of a column of which nothing is anything else. A microsecond of a hole makes the column
    /// missing, however long the column is.</summary>
    public CoverageClass? Worst { get; init; }

    /// <summary>Whether a selected segment that is known to be corrupt lies in it, be it in part.</summary>
    public bool IsCorrupt { get; init; }

    /// <summary>How many steps of <see cref="MissingSteps"/> there are.</summary>
    public const int MostMissingSteps = 8;

    /// <summary>How much of the audited part is missing, in eighths, rounded up: zero only if nothing is.</summary>
    public int MissingSteps => Worst == CoverageClass.Missing
        ? Math.Max(1, (int)(((Int128)Microseconds.Missing * MostMissingSteps + Microseconds.Total - 1) / Microseconds.Total))
        : 0;
}
