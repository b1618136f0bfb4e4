using SegmentPipeline.Verification;

namespace SegmentPipeline.Scheduling;

/// <summary>How the contents of a scheduled archive are verified: its <c>verify</c>, read.</summary>
public sealed class ScheduledVerify
{
    /// <summary>When a pass begins, as a cron expression in the time zone of the archive.</summary>
    /// <value>None: the next pass begins a while after the last one ended.</value>
    public string? Schedule { get; set; }

    /// <summary>How far files are looked into.</summary>
    /// <value><see cref="VerificationLevel.Full"/>.</value>
    public VerificationLevel Level { get; set; } = VerificationLevel.Full;

    /// <summary>Whether only segments are read that are the best of their start.</summary>
    /// <value>No: superseded ones too.</value>
    public bool OnlySelected { get; set; }

    /// <summary>How many bytes a second are read at most.</summary>
    /// <value>None: as many as the disk gives.</value>
    public long? BytesPerSecond { get; set; }

    /// <summary>Where a pass ends before all is verified; the next goes on there.</summary>
    /// <value>Nowhere.</value>
    public VerificationBudget Budget { get; set; }

    /// <summary>At what time of the day files are read, by the clock of the archive's time zone.</summary>
    /// <value>None: at any.</value>
    public DailyWindow? Window { get; set; }

    /// <summary>In what time each file is to be verified once.</summary>
    /// <value>None: however long it takes.</value>
    public TimeSpan? Within { get; set; }
}
