namespace SegmentPipeline;

/// <summary>What a stream of a copy says about a range of time.</summary>
internal enum Witness
{
    /// <summary>Nothing: the copy does not have the stream, was not asked about that time, or nothing was expected then.</summary>
    Absent,

    /// <summary>The copy could not say.</summary>
    Unknown,

    /// <summary>It is there, but for a tenth at most.</summary>
    Has,

    /// <summary>It stopped, too.</summary>
    Lacks,

    /// <summary>Some of it is there: enough to tell neither.</summary>
    Partly,
}
