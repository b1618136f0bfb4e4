using System.Text.Json.Serialization;

namespace SegmentPipeline.Scheduling;

/// <summary>What a schedule does about auditing or verifying an archive.</summary>
[JsonConverter(typeof(WordJsonConverter<ArchiveActivity>))]
public enum ArchiveActivity
{
    /// <summary>Nothing, until it is due or asked for.</summary>
    Idle,

    /// <summary>It is to be audited as soon as another audit has ended, or verified as soon as files may be read.</summary>
    Waiting,

    /// <summary>That is under way.</summary>
    Running,
}

/// <summary>How a run ended.</summary>
[JsonConverter(typeof(PastRunJsonConverter))]
public sealed record PastRun
{
    /// <summary>When it began.</summary>
    public required Timestamp Start { get; init; }

    /// <summary>When it ended; null if it was cut off.</summary>
    public Timestamp? End { get; init; }

    /// <summary>How its audit ended (semantics §6); null if it was cut off.</summary>
    public AuditOutcome? Outcome { get; init; }

    /// <summary>Why it failed; null if it did not.</summary>
    public string? Failure { get; init; }
}

/// <summary>An archive of a schedule at one moment.</summary>
[JsonConverter(typeof(ArchiveStatusJsonConverter))]
public sealed record ArchiveStatus
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Absolute path of the archive.</summary>
    public required string Root { get; init; }

    /// <summary>What is done about it now.</summary>
    public required ArchiveActivity Activity { get; init; }

    /// <summary>When the run under way began, if there is one.</summary>
    public Timestamp? Since { get; init; }

    /// <summary>How far the run under way is.</summary>
    public AuditProgress Progress { get; init; }

    /// <summary>When it is due next; null if it is only audited when asked.</summary>
    public Timestamp? Due { get; init; }

    /// <summary>How its last run ended, also if that was before this host started; null if there has been none.</summary>
    public PastRun? LastRun { get; init; }
}
