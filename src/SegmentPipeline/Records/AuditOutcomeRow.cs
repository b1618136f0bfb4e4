namespace SegmentPipeline;

/// <summary>A row of <see cref="AuditOutcomes.All"/>: one way in which an audit ends.</summary>
public sealed record AuditOutcomeRow
{
    internal AuditOutcomeRow()
    {
    }

    /// <summary>The outcome.</summary>
    public required AuditOutcome Member { get; init; }

    /// <summary>Its word.</summary>
    public required string Word { get; init; }

    /// <summary>The number that stands for it in the field <c>exit</c> of reports and ledgers.</summary>
    public required int Number { get; init; }

    /// <summary>How bad it is. Where several outcomes apply to an audit, the one with the greatest severity stands.</summary>
    public required int Severity { get; init; }

    /// <summary>What it says of the audit.</summary>
    public required string Description { get; init; }

    /// <summary>The word.</summary>
    public override string ToString() => Word;
}
