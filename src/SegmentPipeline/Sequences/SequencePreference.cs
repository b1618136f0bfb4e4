using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>Which of the sequences that segments make is preferred.</summary>
/// <remarks>Source: semantics §3.</remarks>
[JsonConverter(typeof(WordJsonConverter<SequencePreference>))]
public enum SequencePreference
{
    /// <summary>The next segment in time order that fits, of the best of each start: what recorders' own tools play.</summary>
    Compatible,

    /// <summary>The sequence that holds the most full time, then suspect, then partial, and then has the fewest joins; of all segments, not
    /// only the best of each start.</summary>
    Complete,
}
