namespace SegmentPipeline;

/// <summary>A file of an archive that is handed out, open.</summary>
/// <remarks>Source: semantics §8.</remarks>
public sealed class PublishedFile : IAsyncDisposable
{
    /// <summary>Its content, from its start. Of an archive on a disk it is a <see cref="FileStream"/>.</summary>
    public required Stream Content { get; init; }

    /// <summary>How many bytes it has; null for a file of an archive that is kept elsewhere.</summary>
    public required long? LengthBytes { get; init; }

    /// <summary>The hash that its name carries, 43 characters; null if the name is not that of a segment.</summary>
    public string? Hash { get; init; }

    /// <summary>Whether a recorder may still be writing it: its name says so, or does not say that its content is final.</summary>
    public bool MayChange => Hash is null;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
