namespace SegmentPipeline.Reports;

/// <summary>One column of a row of a coverage map: what is covered of a short range.</summary>
/// <param name="Range">The range.</param>
/// <param name="Microseconds">How much of the range is of which class; what lies outside of the window counts for none.</param>
/// <param name="Worst">The worst class that any moment of the range may have, or null if none of it lies in the window. Missing is the
/// worst, then unknown, partial, suspect, full: a microsecond of a hole makes the column missing, however long the column is.</param>
public readonly record struct MapColumn(TimeRange Range, ClassMicroseconds Microseconds, CoverageClass? Worst)
{
    /// <summary>How many steps of <see cref="MissingSteps"/> there are.</summary>
    public const int MostMissingSteps = 8;

    /// <summary>How much of the audited part is missing, in eighths, rounded up: zero only if nothing is.</summary>
    public int MissingSteps => Worst == CoverageClass.Missing
        ? Math.Max(1, (int)(((Int128)Microseconds.Missing * MostMissingSteps + Microseconds.Total - 1) / Microseconds.Total))
        : 0;
}
