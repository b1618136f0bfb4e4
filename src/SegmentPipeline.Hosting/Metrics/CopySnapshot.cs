using System.Diagnostics.Metrics;

namespace SegmentPipeline.Hosting;

/// <summary>What the last comparison of an archive with its other copies left behind. Never changes; a comparison makes a new
/// one.</summary>
/// <param name="Holes">Missing time by verdict, ready to be handed out.</param>
/// <param name="CompletedAt">When the last complete comparison ended, or null if there was none.</param>
internal sealed record CopySnapshot(Measurement<double>[] Holes, DateTimeOffset? CompletedAt)
{
    /// <summary>Of an archive that has not been compared.</summary>
    internal static CopySnapshot Empty { get; } = new([], null);

    /// <summary>After a comparison.</summary>
    internal CopySnapshot After(string archive, HoleTimes holes, DateTimeOffset? completedAt) => new(
        [
            Measure(archive, "fillable", holes.Fillable), Measure(archive, "lower", holes.Lower),
            Measure(archive, "unknown", holes.Unknown), Measure(archive, "nowhere", holes.Nowhere),
        ],
        completedAt ?? CompletedAt);

    private static Measurement<double> Measure(string archive, string verdict, TimeSpan time) =>
        new(time.TotalSeconds, Label.Create(Label.Archive, archive), Label.Create(Label.Verdict, verdict));
}
