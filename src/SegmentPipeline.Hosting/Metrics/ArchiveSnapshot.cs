using System.Collections.Frozen;
using System.Diagnostics.Metrics;

namespace SegmentPipeline.Hosting;

/// <summary>All that the gauges of one archive tell, ready to be handed out. Never changes; a run makes a new one.</summary>
/// <param name="CompletedAt">When the last complete run ended, or null if there was none.</param>
/// <param name="Streams">The measurements of each stream gauge.</param>
/// <param name="Entries">Entries by fate.</param>
/// <param name="Findings">Findings by type.</param>
/// <param name="StreamsBeyond">Streams that share the label <see cref="PipelineMetricsOptions.Others"/>.</param>
internal sealed record ArchiveSnapshot(
    DateTimeOffset? CompletedAt,
    FrozenDictionary<string, Measurement<double>[]> Streams,
    Measurement<long>[] Entries,
    Measurement<long>[] Findings,
    Measurement<long>[] StreamsBeyond)
{
    /// <summary>Of an archive of which nothing is known.</summary>
    internal static ArchiveSnapshot Empty { get; } = new(null, FrozenDictionary<string, Measurement<double>[]>.Empty, [], [], []);

    /// <summary>What a complete run found.</summary>
    internal static ArchiveSnapshot OfComplete(
        string archive, StreamTally tally, FindingCounts? findings, DateTimeOffset completedAt) => new(
        completedAt,
        StreamGauge.All.ToFrozenDictionary(gauge => gauge.Name, gauge => Measure(gauge, archive, tally)),
        Fates(archive, tally.Entries),
        findings is { } counts ? Types(archive, counts) : [],
        [new(tally.Beyond, Label.Create(Label.Archive, archive))]);

    /// <summary>What a run that could not read everything found: only that can be told which is no lower bound of something else.</summary>
    internal ArchiveSnapshot AfterIncomplete(string archive, StreamTally tally, FindingCounts findings)
    {
        var streams = Streams.ToDictionary();
        streams[StreamGauge.Unknown.Name] = Measure(StreamGauge.Unknown, archive, tally);
        return this with { Streams = streams.ToFrozenDictionary(), Findings = Types(archive, findings) };
    }

    private static Measurement<double>[] Measure(StreamGauge gauge, string archive, StreamTally tally)
    {
        var measurements = new List<Measurement<double>>();
        foreach (var stream in tally.All())
        {
            if (gauge.Value(stream) is not { } value) continue;
            measurements.Add(new(
                value,
                Label.Create(Label.Archive, archive),
                Label.Create(Label.Channel, stream.Channel),
                Label.Create(Label.Quality, stream.Quality)));
        }

        return [.. measurements];
    }

    private static Measurement<long>[] Fates(string archive, EntryCounts entries) =>
        Measure(archive, Label.Fate, EntryFates.All.Select(fate => (fate.Word, fate.CountIn(entries))));

    private static Measurement<long>[] Types(string archive, FindingCounts findings) =>
        Measure(archive, Label.Finding, FindingTypes.All.Select(type => (type.Word, type.CountIn(findings))));

    private static Measurement<long>[] Measure(string archive, string label, IEnumerable<(string Word, long Count)> counts) =>
        [.. counts.Select(item => new Measurement<long>(item.Count, Label.Create(Label.Archive, archive), Label.Create(label, item.Word)))];
}
