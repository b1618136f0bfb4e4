namespace SegmentPipeline;

/// <summary>One stream to audit, as planned before the first hour is read.</summary>
/// <param name="Id">The stream.</param>
/// <param name="Directory">Its directory.</param>
/// <param name="Hours">The hours to read, in time order.</param>
/// <param name="Findings">What was found in its directory beside hours, in the order of the report.</param>
/// <param name="IsReadable">Whether its directory could be listed; if not, all of it is unknown.</param>
internal sealed record StreamPlan(
    StreamId Id, DirectoryPath Directory, IReadOnlyList<Hour> Hours, IReadOnlyList<Finding> Findings, bool IsReadable)
{
    /// <summary>Whether it has hours before that of the window's start.</summary>
    internal bool HasEarlierHours { get; init; }

    /// <summary>Tells what is absent from what is out of sight; null where somebody else sees to that.</summary>
    internal StreamPlace? Place { get; init; }

    /// <summary>What a question about something in the stream comes to (see <see cref="StreamPlace.Confirm"/>).</summary>
    internal ReadOutcome Confirm(ReadOutcome outcome) => Place?.Confirm(outcome) ?? outcome;

    /// <summary>Why what was read of the stream may be of two directories; null if it is of one, as far as can be told.</summary>
    internal string? WhyMixed() => Place?.WhyMixed();

    /// <summary>The directory of one of its hours.</summary>
    internal DirectoryPath DirectoryOf(Hour hour) => ArchiveLayout.HourIn(Directory, hour);
}
