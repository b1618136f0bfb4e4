using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>How a range differs from the last complete audit.</summary>
[JsonConverter(typeof(WordJsonConverter<DeltaChange>))]
public enum DeltaChange
{
    /// <summary>A finding where there was none.</summary>
    New,

    /// <summary>A finding that covers more than it did.</summary>
    Grown,

    /// <summary>A finding that covers less than it did.</summary>
    Shrunk,

    /// <summary>A finding that is no more.</summary>
    Healed,

    /// <summary>Time that was covered and is not any more.</summary>
    Lost,
}

/// <summary>One difference from the last complete audit recorded in a ledger. Stands between the streams and the summary.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Change">What became of the range.</param>
/// <param name="Class"><see cref="CoverageClass.Missing"/> for holes and lost coverage; <see cref="CoverageClass.Suspect"/> or
/// <see cref="CoverageClass.Partial"/> for degraded ranges.</param>
/// <param name="Range">The range as it is now; of a healed one, as it was.</param>
/// <param name="Previous">The range as it was; null for a new one and for lost coverage.</param>
/// <param name="VanishedFiles">Of lost coverage, how many of the segments that covered it are not there any more; else zero.</param>
/// <param name="Vanished">The first thousand of these as <c>HOUR/NAME</c>, in time order.</param>
[JsonConverter(typeof(AuditRecordJsonConverter<DeltaRecord>))]
public sealed record DeltaRecord(
    StreamId Stream,
    DeltaChange Change,
    CoverageClass Class,
    TimeRange Range,
    TimeRange? Previous,
    long VanishedFiles,
    IReadOnlyList<string> Vanished) : AuditRecord;
