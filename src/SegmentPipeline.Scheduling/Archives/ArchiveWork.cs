using System.Text.Json.Serialization;

namespace SegmentPipeline.Scheduling;

/// <summary>What is done about an archive beside auditing it.</summary>
[JsonConverter(typeof(ArchiveWorkJsonConverter))]
public sealed record ArchiveWork
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>How it is being verified; null if it is not.</summary>
    public VerificationStatus? Verification { get; init; }

    /// <summary>How it is being filled; null if it is not.</summary>
    public FillingStatus? Filling { get; init; }

    /// <summary>When it was last compared with its other copies: of each of its holes is known from then on what that said. Null if it has
    /// not been yet.</summary>
    public Timestamp? Compared { get; init; }
}
