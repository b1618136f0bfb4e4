using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>What is done about filling an archive.</summary>
public enum FillActivity
{
    /// <summary>Nothing, until it is due or asked for.</summary>
    Idle,

    /// <summary>It is compared with its other copies; nothing is fetched.</summary>
    Comparing,

    /// <summary>It is filled from them.</summary>
    Filling,

    /// <summary>It is found out what a filling would do.</summary>
    Planning,
}

/// <summary>The filling of an archive at one moment.</summary>
public sealed record FillingStatus
{
    /// <summary>What is done about it now.</summary>
    public FillActivity Activity { get; init; }

    /// <summary>What is asked for and has not begun; <see cref="FillActivity.Idle"/> for nothing.</summary>
    public FillActivity Asked { get; init; }

    /// <summary>When what is done now began.</summary>
    public Timestamp? Since { get; init; }

    /// <summary>How far it is.</summary>
    public FillProgress Progress { get; init; }

    /// <summary>Whether nothing is fetched but when somebody asks for it.</summary>
    public bool OnlyWhenAsked { get; init; }

    /// <summary>When the archive is compared or filled next by itself; null while it is.</summary>
    public Timestamp? Next { get; init; }

    /// <summary>What the last filling came to that came to an end; null if there has been none.</summary>
    public FilledRecord? Last { get; init; }

    /// <summary>When that filling ended.</summary>
    public Timestamp? Ended { get; init; }

    /// <summary>Why the last filling failed; null if it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>What a filling would have done when that was asked last; null if nobody has asked, or it failed.</summary>
    public PlannedFill? Plan { get; init; }

    /// <summary>Why that could not be found out; null if it could.</summary>
    public string? PlanFailure { get; init; }
}
