using SegmentPipeline.Hosting;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>An archive that a host audits by itself: an item of <c>serve:archives</c>, read.</summary>
public sealed class ScheduledArchive
{
    /// <summary>What it is called in addresses, metrics and logs: letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, at most 64 of them,
    /// the first a letter or a digit.</summary>
    /// <value>None; an archive must have one.</value>
    public string? Name { get; set; }

    /// <summary>What is audited, how, how long that may take, and with which ledger; without one it is <c>NAME.db</c>. Its report is not
    /// written, but those of <see cref="Reports"/>.</summary>
    /// <value>What the section <c>pipeline</c> says.</value>
    public PipelineOptions Audit { get; set; } = new();

    /// <summary>How far before now the window starts; it then begins at a whole hour and ends now.</summary>
    /// <value>None: the window of <see cref="Audit"/>.</value>
    public TimeSpan? Last { get; set; }

    /// <summary>From when a stream is judged in a window of the last days.</summary>
    /// <value><see cref="WindowFrom.First"/>.</value>
    public WindowFrom From { get; set; } = WindowFrom.First;

    /// <summary>When it is audited, as a cron expression of five fields, or six with seconds before them.</summary>
    /// <value>None: only when asked.</value>
    public string? Cron { get; set; }

    /// <summary>The clock that <see cref="Cron"/> reads.</summary>
    /// <value>UTC.</value>
    public TimeZoneInfo TimeZone { get; set; } = TimeZoneInfo.Utc;

    /// <summary>What is written after each audit.</summary>
    /// <value>Nothing.</value>
    public IReadOnlyList<ScheduledReport> Reports { get; set; } = [];

    /// <summary>Whether it is shown over HTTP to players and other nodes, as <c>/archives/NAME</c>.</summary>
    /// <value>No.</value>
    public bool IsPublished { get; set; }

    /// <summary>Whether it is also shown without <c>/archives/NAME</c>, as nodes and players know it that have heard of one archive
    /// only.</summary>
    /// <value>No, unless it is the only one that is published.</value>
    public bool IsDefault { get; set; }

    /// <summary>Whether several nodes of a fleet mount it, so that its hours can be spread over them.</summary>
    /// <value>No: it is this node's own.</value>
    public bool IsShared { get; set; }

    /// <summary>Directories of its root whose files are handed out as they are, where it is published.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> Extras { get; set; } = [];

    /// <summary>Other copies of it, with which it is compared.</summary>
    /// <value>None.</value>
    public IReadOnlyList<ScheduledReplica> Replicas { get; set; } = [];

    /// <summary>How it is filled from them.</summary>
    /// <value>None: it is only compared.</value>
    public ScheduledFill? Fill { get; set; }

    /// <summary>How the contents of its files are verified.</summary>
    /// <value>None: they are not.</value>
    public ScheduledVerify? Verify { get; set; }

    /// <summary>When audits are due in a range of time, by <see cref="Cron"/>.</summary>
    /// <param name="range">The range.</param>
    /// <param name="most">How many moments at most, the first.</param>
    public IReadOnlyList<Timestamp> DueIn(TimeRange range, int most)
    {
        var due = new List<Timestamp>();
        if (Cron is null || !CronSchedule.TryParse(Cron, TimeZone, out var schedule, out _)) return due;
        var next = schedule.NextAfter(range.Start.ToDateTimeOffset());
        for (; next is { } moment && moment < range.End.ToDateTimeOffset() && due.Count < most; next = schedule.NextAfter(moment))
            due.Add(Timestamp.FromDateTimeOffset(moment));
        return due;
    }

    /// <summary>Absolute path of the ledger.</summary>
    internal string LedgerPath => Path.GetFullPath(Audit.Ledger ?? $"{Name}.db");

    /// <summary>Absolute path of what <see cref="ArchiveExcuses"/> keeps.</summary>
    internal string ExcusesPath => $"{LedgerPath}.excuses.json";

    /// <summary>Opens the archive, which may be away for now.</summary>
    internal SegmentArchive Open(TimeProvider clock) =>
        SegmentArchive.Open(Audit.Root!, new SegmentArchiveOptions { TimeProvider = clock, MayBeAbsent = true });

    /// <summary>What its audits ask, what is excused included, but for their window.</summary>
    /// <param name="clock">Says when that is.</param>
    /// <exception cref="AuditFailedException">What is expected, or excused, cannot be read.</exception>
    public AuditRequest ToAuditRequest(TimeProvider clock) => Audit.ToAuditRequest(clock, ExcusesPath);

    /// <summary>The audit that is asked for at a moment.</summary>
    internal AuditRequest RequestAt(DateTimeOffset now)
    {
        var request = ToAuditRequest(new StoppedClock(now));
        if (Last is not { } last) return request;
        var end = Timestamp.FromDateTimeOffset(now);
        return request with { Start = (end - last).Hour.Start, End = end, StartsAtFirstSegment = From == WindowFrom.First };
    }

    /// <summary>What is compared at a moment: the streams and the window that an audit at that moment would have.</summary>
    internal CompareRequest CopiesAt(DateTimeOffset now, TimeProvider clock)
    {
        var audit = RequestAt(now);
        return new CompareRequest
        {
            Channels = audit.Channels,
            Qualities = audit.Qualities,
            Exclude = audit.Exclude,
            Start = audit.Start,
            End = audit.End,
            StartsAtFirstSegment = audit.StartsAtFirstSegment,
            Tolerance = audit.Tolerance,
            Settle = audit.Settle,
            Expectation = audit.Expectation,
            TimeProvider = clock,
        };
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
