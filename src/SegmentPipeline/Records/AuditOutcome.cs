using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>How an audit ended. An outcome that is not known must be read as <see cref="Failed"/>.</summary>
/// <remarks>Source: semantics §6.</remarks>
[JsonConverter(typeof(WordJsonConverter<AuditOutcome>))]
public enum AuditOutcome
{
    /// <summary>Audited completely, nothing at or above the level that fails.</summary>
    Success,

    /// <summary>Findings at or above the level that fails.</summary>
    Findings,

    /// <summary>Could not audit, had nothing to audit, or could not write the report.</summary>
    Failed,

    /// <summary>Something could not be read; figures are lower bounds.</summary>
    Incomplete,

    /// <summary>Coverage was lost, or a selected segment was found corrupt, since the last complete run in the ledger.</summary>
    [JsonStringEnumMemberName("lost")]
    CoverageLost,

    /// <summary>The time budget ran out; the next run with the same ledger goes on from there.</summary>
    [JsonStringEnumMemberName("budget")]
    BudgetSpent,

    /// <summary>Whoever asked for the audit cancelled it.</summary>
    Interrupted,

    /// <summary>The process was told to end.</summary>
    Terminated,
}
