using System.Diagnostics.Metrics;
using System.Globalization;

namespace SegmentPipeline.Fleet;

/// <summary>What a node measures of its fleet: who lives, and what the last verdict over all copies said. Labels are names of nodes and
/// numbers of copies, of which there are few.</summary>
internal sealed class FleetMetrics
{
    /// <summary>Name of the meter.</summary>
    internal const string MeterName = "SegmentPipeline.Fleet";

    private const string NodeLabel = "node";
    private const string CopiesLabel = "copies";
    private const double MicrosecondsOfASecond = 1_000_000;

    private readonly TimeProvider _clock;

    /// <param name="meters">Makes the meter; it ends with the host.</param>
    /// <param name="clock">The clock.</param>
    public FleetMetrics(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("segmentpipeline.fleet.living", () => Living, "1", "Whether a node of the fleet lives, as far as this node knows.");
        meter.CreateObservableGauge("segmentpipeline.fleet.copies", () => Copies, "s", "Time with so many copies, by the last verdict over all copies.");
        meter.CreateObservableGauge("segmentpipeline.fleet.missing", () => Missing, "s", "Time that no node has, by the last verdict.");
        meter.CreateObservableGauge("segmentpipeline.fleet.thin", () => Thin, "{range}", "Ranges with fewer copies than were asked for, by the last verdict.");
        meter.CreateObservableGauge("segmentpipeline.fleet.answer.age", () => Ages, "s", "Time since the audit of a node that the last verdict rests on.");
    }

    /// <summary>What is known of the fleet; replaced as a whole.</summary>
    internal FleetSnapshot Snapshot { get; set; } = new([], new HashSet<string>(), null);

    private IEnumerable<Measurement<int>> Living =>
        Snapshot.Nodes.Select(node => new Measurement<int>(Snapshot.Living.Contains(node) ? 1 : 0, Label(NodeLabel, node)));

    private IEnumerable<Measurement<double>> Copies => Snapshot.Verdict?.Figures?.Copies
        .Select((microseconds, copies) => new Measurement<double>(
            microseconds / MicrosecondsOfASecond, Label(CopiesLabel, copies.ToString(CultureInfo.InvariantCulture)))) ?? [];

    private IEnumerable<Measurement<double>> Missing => Snapshot.Verdict?.Figures is { } figures
        ? [new Measurement<double>(figures.Missing / MicrosecondsOfASecond)]
        : [];

    private IEnumerable<Measurement<long>> Thin => Snapshot.Verdict?.Figures is { } figures ? [new Measurement<long>(figures.Thin)] : [];

    private IEnumerable<Measurement<double>> Ages => Snapshot.Verdict?.Nodes
        .Where(node => node.AsOf is not null)
        .Select(node => new Measurement<double>(AgeOf(node.AsOf!.Value).TotalSeconds, Label(NodeLabel, node.Node))) ?? [];

    private TimeSpan AgeOf(Timestamp moment) => _clock.GetUtcNow() - moment.ToDateTimeOffset();

    private static KeyValuePair<string, object?> Label(string key, string value) => new(key, value);
}

/// <summary>What a node knows of its fleet at one moment.</summary>
/// <param name="Nodes">Names of all nodes.</param>
/// <param name="Living">Names of those that live.</param>
/// <param name="Verdict">The last run over all copies that has come to a verdict.</param>
internal sealed record FleetSnapshot(IReadOnlyList<string> Nodes, IReadOnlySet<string> Living, FleetRunStatus? Verdict);
