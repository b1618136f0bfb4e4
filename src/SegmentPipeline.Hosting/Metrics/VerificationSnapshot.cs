using System.Diagnostics.Metrics;

namespace SegmentPipeline.Hosting;

/// <summary>What is known of the contents of an archive's files, ready to be handed out. Never changes; a pass makes a new one.</summary>
/// <param name="Corrupt">Corrupt files by cause.</param>
/// <param name="Unreadable">Files that the last pass could not read.</param>
/// <param name="Bound">The part that is corrupt or was never verified.</param>
/// <param name="OldestUnverified">Since when the hour has waited that has waited the longest, or null.</param>
/// <param name="EndedAt">When the last pass ended, or null.</param>
internal sealed record VerificationSnapshot(
    Measurement<long>[] Corrupt,
    Measurement<long>[] Unreadable,
    Measurement<double>[] Bound,
    DateTimeOffset? OldestUnverified,
    DateTimeOffset? EndedAt)
{
    /// <summary>Of an archive that is not verified.</summary>
    internal static VerificationSnapshot Empty { get; } = new([], [], [], null, null);

    /// <summary>What is known now.</summary>
    internal static VerificationSnapshot Create(string archive, VerificationFigures figures) => new(
        [
            .. figures.Corrupt.Select(cause => new Measurement<long>(
                cause.Value, Label.Create(Label.Archive, archive), Label.Create(Label.Cause, cause.Key))),
        ],
        figures.Unreadable is { } unreadable ? [new(unreadable, Label.Create(Label.Archive, archive))] : [],
        figures.Bound is { } bound ? [new(bound, Label.Create(Label.Archive, archive))] : [],
        figures.OldestUnverified,
        figures.EndedAt);
}
