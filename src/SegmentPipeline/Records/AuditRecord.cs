using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>One item of an audit's report. The records of a report come in the order header; for each stream its findings by start
/// and its <see cref="StreamRecord"/>; last the <see cref="SummaryRecord"/>.</summary>
/// <remarks>Source: semantics §5.</remarks>
[JsonConverter(typeof(AuditRecordJsonConverter<AuditRecord>))]
public abstract record AuditRecord
{
    private protected AuditRecord()
    {
    }
}

/// <summary>What was audited, and how. The first record of every report.</summary>
/// <param name="Version">Version of the library.</param>
/// <param name="Root">Absolute path of the archive.</param>
/// <param name="Start">Start of the window if the caller gave one.</param>
/// <param name="End">End of the window if the caller gave one, before it is cut.</param>
/// <param name="Tolerance">Gaps and overlaps up to this, inclusive, are contiguous.</param>
[JsonConverter(typeof(AuditRecordJsonConverter<HeaderRecord>))]
public sealed record HeaderRecord(string Version, string Root, Timestamp? Start, Timestamp? End, TimeSpan Tolerance)
    : AuditRecord
{
    /// <summary>When the audit was started; null if that is not known.</summary>
    public Timestamp? Started { get; init; }
}

/// <summary>A maximal range of the window about which nothing is known: it lies in hours that could not be read, and nothing readable
/// covers it. Not a finding by itself: the <see cref="UnreadableFinding"/>s say why.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Range">The range.</param>
[JsonConverter(typeof(AuditRecordJsonConverter<UnknownRecord>))]
public sealed record UnknownRecord(StreamId Stream, TimeRange Range) : AuditRecord;

/// <summary>The figures of one hour directory. Reported only if <see cref="AuditRequest.IncludeHours"/> asks for it.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Hour">The hour.</param>
/// <param name="Readable">Whether the directory could be listed.</param>
/// <param name="Entries">What became of its entries.</param>
/// <param name="Microseconds">The classes, clipped to the hour and the window.</param>
[JsonConverter(typeof(AuditRecordJsonConverter<HourRecord>))]
public sealed record HourRecord(StreamId Stream, Hour Hour, bool Readable, EntryCounts Entries, ClassMicroseconds Microseconds)
    : AuditRecord;

/// <summary>The figures of one stream. Its findings stand before it.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Window">What was audited of it, or null if it has no selected segment and the caller gave no window.</param>
/// <param name="Hours">Hour directories read, unreadable ones included.</param>
/// <param name="Entries">What became of the entries of these hours.</param>
/// <param name="Microseconds">The classes of the window; they add up to it.</param>
/// <param name="Holes">How many hole findings.</param>
/// <param name="Degraded">How many degraded findings.</param>
/// <param name="Overlaps">How many overlap findings.</param>
/// <param name="Discontinuities">Holes in the playable sequence of the window.</param>
/// <param name="LongestHole">Length of the longest hole; zero if there is none.</param>
[JsonConverter(typeof(AuditRecordJsonConverter<StreamRecord>))]
public sealed record StreamRecord(
    StreamId Stream,
    TimeRange? Window,
    int Hours,
    EntryCounts Entries,
    ClassMicroseconds Microseconds,
    long Holes,
    long Degraded,
    long Overlaps,
    long Discontinuities,
    TimeSpan LongestHole) : AuditRecord
{
    /// <summary>The greatest selected end in the window, at most the window's own; null if no selected segment reaches into it.</summary>
    public Timestamp? LastEnd { get; init; }
}

/// <summary>The figures of the whole archive. The last record of every report, also after a failure or a cancellation.</summary>
/// <param name="Streams">Streams reported.</param>
/// <param name="Hours">Hour directories read, unreadable ones included.</param>
/// <param name="Entries">What became of all entries.</param>
/// <param name="Microseconds">The classes of all windows.</param>
/// <param name="Findings">How many findings of each type.</param>
/// <param name="Complete">Whether everything could be read and the audit ran to its end; if not, figures are lower bounds.</param>
/// <param name="Exit">The exit code that the audit stands for (semantics §6), by <see cref="AuditRequest.FailOn"/>.</param>
/// <param name="Elapsed">How long it took.</param>
[JsonConverter(typeof(AuditRecordJsonConverter<SummaryRecord>))]
public sealed record SummaryRecord(
    int Streams,
    long Hours,
    EntryCounts Entries,
    ClassMicroseconds Microseconds,
    FindingCounts Findings,
    bool Complete,
    int Exit,
    TimeSpan Elapsed) : AuditRecord;
