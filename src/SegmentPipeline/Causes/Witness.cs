namespace SegmentPipeline;

/// <summary>What a stream of a copy says about a range of time.</summary>
internal enum Witness
{
    /// <summary>Nothing: the copy does not have the stream, or nothing was expected of it then.</summary>
    Absent,

    /// <summary>Nothing: its window does not have that time. A stream here begins and ends when it does; of another copy it only says
    /// that nobody has asked.</summary>
    NotAsked,

    /// <summary>The copy could not say.</summary>
    Unknown,

    /// <summary>It is there, but for a tenth at most.</summary>
    Has,

    /// <summary>It stopped, too.</summary>
    Lacks,

    /// <summary>Some of it is there: enough to tell neither.</summary>
    Partly,
}
