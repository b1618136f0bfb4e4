namespace SegmentPipeline.Synthesis;

/// <summary>A fault of a synthetic archive, and what an audit of it without a window must say: exactly these findings, once.
/// The cause of a <see cref="BadNameFinding"/> or <see cref="StrayFinding"/> is free text and only says what was broken.</summary>
/// <param name="Kind">What kind of fault, as in <c>missing-segment</c>.</param>
/// <param name="Stream">The stream; null if it lies above the streams.</param>
/// <param name="Findings">What must be found; empty for what an audit only counts.</param>
/// <param name="Entries">The entries that meet another fate than to be selected because of it.</param>
internal sealed record PlantedFault(
    string Kind, StreamId? Stream, IReadOnlyList<Finding> Findings, IReadOnlyList<PlantedEntry> Entries)
{
    /// <summary>The files that a verification must find corrupt because of it.</summary>
    internal IReadOnlyList<CorruptFile> Corrupt { get; init; } = [];

    /// <summary>What a verification must find between files because of it.</summary>
    internal IReadOnlyList<PlantedClock> Clocks { get; init; } = [];
}

/// <summary>Neighbours whose names and clocks differ.</summary>
/// <param name="Clock">How, by the word that it has in records.</param>
/// <param name="Before">The earlier one.</param>
/// <param name="After">The later one.</param>
internal readonly record struct PlantedClock(string Clock, EntryPath Before, EntryPath After);

/// <summary>An entry and its fate.</summary>
/// <param name="Path">The entry.</param>
/// <param name="Fate">The fate, by the name it has in records.</param>
internal readonly record struct PlantedEntry(EntryPath Path, string Fate);
