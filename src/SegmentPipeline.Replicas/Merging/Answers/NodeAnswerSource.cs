namespace SegmentPipeline.Replicas;

/// <summary>Whose audit it is that an answer is read from.</summary>
public sealed record NodeAnswerSource
{
    /// <summary>Name of the node.</summary>
    public required string Node { get; init; }

    /// <summary>Name of its archive, if it is known.</summary>
    public string? Archive { get; init; }

    /// <summary>What the node calls the run, if it is known.</summary>
    public string? Run { get; init; }

    /// <summary>How long before its beginning the audit took the recorder to be still writing.</summary>
    /// <value>2 minutes.</value>
    public TimeSpan Settle { get; init; } = AuditDefaults.Settle;
}
