namespace SegmentPipeline;

/// <summary>Picks the range around a moment out of the ranges of a window, told in time order, with the classes next to it.</summary>
internal sealed class ClassAround(Timestamp moment)
{
    internal TimeRange Range { get; private set; }

    internal CoverageClass Class { get; private set; }

    /// <summary>The class before; null if the window begins here.</summary>
    internal CoverageClass? Before { get; private set; }

    /// <summary>The class after; null if the window ends here.</summary>
    internal CoverageClass? After { get; private set; }

    internal void AddRun(TimeRange range, CoverageClass @class, TimeRange uncut)
    {
        if (range.End <= moment)
        {
            Before = @class;
        }
        else if (range.Contains(moment))
        {
            Range = range;
            Class = @class;
        }
        else
        {
            After ??= @class;
        }
    }
}
