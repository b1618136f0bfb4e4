namespace SegmentPipeline.Synthesis;

/// <summary>What a fault changes in one hour.</summary>
/// <param name="Hour">The hour.</param>
/// <param name="Change">What is done.</param>
/// <param name="Segment">Start of the segment that is left out.</param>
/// <param name="File">The file that is added; only the name counts for a directory.</param>
internal readonly record struct HourEdit(Hour Hour, HourChange Change, Timestamp Segment = default, PlannedFile File = default);

/// <summary>What can be done to an hour.</summary>
internal enum HourChange
{
    /// <summary>Leaves out one segment.</summary>
    OmitSegment,

    /// <summary>Leaves out all segments, so that the directory is empty.</summary>
    OmitSegments,

    /// <summary>Leaves out the directory.</summary>
    OmitDirectory,

    /// <summary>Adds a file.</summary>
    AddFile,

    /// <summary>Adds a directory.</summary>
    AddDirectory,
}
