using System.Text.Json.Serialization;

namespace SegmentPipeline.Verification;

/// <summary>What makes a verification fail. The words are an interface.</summary>
[JsonConverter(typeof(WordJsonConverter<VerificationFailOn>))]
public enum VerificationFailOn
{
    /// <summary>Nothing that is found.</summary>
    None,

    /// <summary>A corrupt file, or time that is missing although names say otherwise.</summary>
    Corrupt,

    /// <summary>Also time that is there twice, and a hole that is none.</summary>
    Any,
}
