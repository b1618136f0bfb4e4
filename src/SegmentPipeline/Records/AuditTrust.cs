using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>What an audit believes of a segment. The words are an interface.</summary>
/// <remarks>Source: semantics §4.</remarks>
[JsonConverter(typeof(WordJsonConverter<AuditTrust>))]
public enum AuditTrust
{
    /// <summary>Its name.</summary>
    Names,

    /// <summary>Its name, unless a verification that the audit's memory knows of has found its content corrupt: then it counts as suspect
    /// at best.</summary>
    Verified,
}
