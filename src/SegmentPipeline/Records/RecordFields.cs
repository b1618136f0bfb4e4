using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>Which fields of a record are written.</summary>
[JsonConverter(typeof(WordJsonConverter<RecordFields>))]
public enum RecordFields
{
    /// <summary>All.</summary>
    All,

    /// <summary>Only those that depend on nothing but the archive's content and the request: no clock, no absolute path. The same
    /// archive gives the same bytes, wherever it lies and however long the audit took.</summary>
    Deterministic,
}
