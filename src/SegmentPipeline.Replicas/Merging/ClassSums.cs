namespace SegmentPipeline.Replicas;

/// <summary>Adds to the microseconds of classes.</summary>
internal static class ClassSums
{
    /// <summary>These with more of one class.</summary>
    internal static ClassMicroseconds With(this ClassMicroseconds classes, CoverageClass @class, long microseconds)
    {
        switch (@class)
        {
            case CoverageClass.Full: return classes with { Full = classes.Full + microseconds };
            case CoverageClass.Suspect: return classes with { Suspect = classes.Suspect + microseconds };
            case CoverageClass.Partial: return classes with { Partial = classes.Partial + microseconds };
            case CoverageClass.Missing: return classes with { Missing = classes.Missing + microseconds };
            case CoverageClass.Unknown: return classes with { Unknown = classes.Unknown + microseconds };
            case CoverageClass.Off: return classes with { Off = classes.Off + microseconds };
            default: throw new ArgumentOutOfRangeException(nameof(@class), @class, "no such class");
        }
    }
}
