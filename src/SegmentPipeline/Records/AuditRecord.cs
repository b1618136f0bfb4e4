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
[JsonConverter(typeof(AuditRecordJsonConverter<HeaderRecord>))]
public sealed record HeaderRecord : AuditRecord
{
    /// <summary>Version of the library.</summary>
    public required string Version { get; init; }

    /// <summary>Absolute path of the archive.</summary>
    public required string Root { get; init; }

    /// <summary>Start of the window if the caller gave one.</summary>
    public Timestamp? Start { get; init; }

    /// <summary>End of the window if the caller gave one, before it is cut.</summary>
    public Timestamp? End { get; init; }

    /// <summary>Gaps and overlaps up to this, inclusive, are contiguous.</summary>
    public required TimeSpan Tolerance { get; init; }

    /// <summary>Whether something else than everything may be expected of streams, so that a table needs a column for what is off. Not
    /// written: records of the streams say so.</summary>
    public bool HasExpectation { get; init; }

    /// <summary>When the audit was started; null if that is not known.</summary>
    public Timestamp? Started { get; init; }
}

/// <summary>A maximal range of the window about which nothing is known: it lies in hours that could not be read, and nothing readable
/// covers it. Not a finding by itself: the <see cref="UnreadableFinding"/>s say why.</summary>
[JsonConverter(typeof(AuditRecordJsonConverter<UnknownRecord>))]
public sealed record UnknownRecord : AuditRecord
{
    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>The range.</summary>
    public required TimeRange Range { get; init; }
}

/// <summary>The figures of one hour directory. Reported only if <see cref="AuditRequest.IncludeHours"/> asks for it.</summary>
[JsonConverter(typeof(AuditRecordJsonConverter<HourRecord>))]
public sealed record HourRecord : AuditRecord
{
    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>The hour.</summary>
    public required Hour Hour { get; init; }

    /// <summary>Whether the directory could be listed.</summary>
    public required bool Readable { get; init; }

    /// <summary>What became of its entries.</summary>
    public required EntryCounts Entries { get; init; }

    /// <summary>The classes, clipped to the hour and the window.</summary>
    public required ClassMicroseconds Microseconds { get; init; }
}

/// <summary>The figures of one stream. Its findings stand before it.</summary>
[JsonConverter(typeof(AuditRecordJsonConverter<StreamRecord>))]
public sealed record StreamRecord : AuditRecord
{
    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>What was audited of it, or null if it has no selected segment and the caller gave no window.</summary>
    public TimeRange? Window { get; init; }

    /// <summary>Hour directories read, unreadable ones included.</summary>
    public required int Hours { get; init; }

    /// <summary>What became of the entries of these hours.</summary>
    public required EntryCounts Entries { get; init; }

    /// <summary>The classes of the window; they add up to it.</summary>
    public required ClassMicroseconds Microseconds { get; init; }

    /// <summary>How many hole findings.</summary>
    public required long Holes { get; init; }

    /// <summary>How many degraded findings.</summary>
    public required long Degraded { get; init; }

    /// <summary>How many overlap findings.</summary>
    public required long Overlaps { get; init; }

    /// <summary>Holes in the playable sequence of the window.</summary>
    public required long Discontinuities { get; init; }

    /// <summary>Length of the longest hole; zero if there is none.</summary>
    public required TimeSpan LongestHole { get; init; }

    /// <summary>The greatest selected end in the window, at most the window's own; null if no selected segment reaches into it.</summary>
    public Timestamp? LastEnd { get; init; }
}

/// <summary>The figures of the whole archive. The last record of every report, also after a failure or a cancellation.</summary>
[JsonConverter(typeof(AuditRecordJsonConverter<SummaryRecord>))]
public sealed record SummaryRecord : AuditRecord
{
    /// <summary>Streams reported.</summary>
    public required int Streams { get; init; }

    /// <summary>Hour directories read, unreadable ones included.</summary>
    public required long Hours { get; init; }

    /// <summary>What became of all entries.</summary>
    public required EntryCounts Entries { get; init; }

    /// <summary>The classes of all windows.</summary>
    public required ClassMicroseconds Microseconds { get; init; }

    /// <summary>How many findings of each type.</summary>
    public required FindingCounts Findings { get; init; }

    /// <summary>Whether everything could be read and the audit ran to its end; if not, figures are lower bounds.</summary>
    public required bool Complete { get; init; }

    /// <summary>How the audit ended (semantics §6), by <see cref="AuditRequest.FailOn"/>.</summary>
    public required AuditOutcome Outcome { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }
}
