using System.Text.Json.Serialization;

namespace SegmentPipeline.Verification;

/// <summary>What became of a file that was named by itself.</summary>
public sealed record SingleFileRecord : VerificationRecord
{
    /// <summary>The path, as it was given.</summary>
    public required string Path { get; init; }

    /// <summary>What became of it.</summary>
    public required SingleFileState State { get; init; }

    /// <summary>Its size; 0 if there was no telling.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Where a fault probably came from; null if nothing is wrong, the hash was not computed, or its name promises none.</summary>
    public CorruptOrigin? Origin { get; init; }

    /// <summary>What is wrong; empty unless it is corrupt.</summary>
    public IReadOnlyList<CorruptCause> Causes { get; init; } = [];

    /// <summary>How long its media lasts; null if there is no telling.</summary>
    public long? MediaMicroseconds { get; init; }

    /// <summary>Why it could not be read; null if it was.</summary>
    public string? Cause { get; init; }
}

/// <summary>What may become of a file that is named by itself. The words are an interface.</summary>
[JsonConverter(typeof(WordJsonConverter<SingleFileState>))]
public enum SingleFileState
{
    /// <summary>Nothing is wrong with it.</summary>
    Right,

    /// <summary>Something is.</summary>
    Corrupt,

    /// <summary>It could not be read.</summary>
    Unreadable,

    /// <summary>There is no such file.</summary>
    Vanished,
}

/// <summary>The words of <see cref="SingleFileState"/>.</summary>
public static class SingleFileStates
{
    /// <summary>The word of a state.</summary>
    /// <param name="state">The state.</param>
    public static string WordOf(SingleFileState state) => state.ToString().ToLowerInvariant();
}
