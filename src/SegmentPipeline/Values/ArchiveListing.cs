namespace SegmentPipeline;

/// <summary>How a listing of a part of an archive went.</summary>
public enum ListingOutcome
{
    /// <summary>It was read.</summary>
    Read,

    /// <summary>There is no such directory.</summary>
    Absent,

    /// <summary>Whether there is one, or what it holds, could not be told.</summary>
    Unreadable,
}

/// <summary>What a part of an archive holds.</summary>
/// <typeparam name="T">Of what.</typeparam>
public sealed class ArchiveListing<T>
{
    /// <summary>How the listing went.</summary>
    public ListingOutcome Outcome { get; init; }

    /// <summary>Why nothing could be read; null if it was read.</summary>
    public string? Cause { get; init; }

    /// <summary>What is there, hidden names left out; empty unless it was read.</summary>
    public IReadOnlyList<T> Items { get; init; } = [];
}
