using System.Text.Json.Serialization;

namespace SegmentPipeline.Scheduling;

/// <summary>What a schedule does about an archive.</summary>
[JsonConverter(typeof(WordJsonConverter<ArchiveActivity>))]
public enum ArchiveActivity
{
    /// <summary>Nothing, until it is due or asked for.</summary>
    Idle,

    /// <summary>It is to be audited as soon as another audit has ended.</summary>
    Waiting,

    /// <summary>It is being audited.</summary>
    Running,
}

/// <summary>How a run ended.</summary>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended; null if it was cut off.</param>
/// <param name="Exit">The exit code it stands for (semantics §6); null if it was cut off.</param>
/// <param name="Failure">Why it failed; null if it did not.</param>
[JsonConverter(typeof(PastRunJsonConverter))]
public sealed record PastRun(Timestamp Start, Timestamp? End, int? Exit, string? Failure);

/// <summary>An archive of a schedule at one moment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Root">Absolute path of the archive.</param>
/// <param name="Activity">What is done about it now.</param>
/// <param name="Since">When the run under way began, if there is one.</param>
/// <param name="Progress">How far the run under way is.</param>
/// <param name="Due">When it is due next; null if it is only audited when asked.</param>
/// <param name="LastRun">How its last run ended, also if that was before this host started; null if there has been none.</param>
[JsonConverter(typeof(ArchiveStatusJsonConverter))]
public sealed record ArchiveStatus(
    string Name, string Root, ArchiveActivity Activity, Timestamp? Since, AuditProgress Progress, Timestamp? Due, PastRun? LastRun);
