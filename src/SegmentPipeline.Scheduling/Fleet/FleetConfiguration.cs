using System.Globalization;
using Microsoft.Extensions.Configuration;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Scheduling;

/// <summary>Reads the section <c>fleet</c>. The one place that knows its keys.</summary>
public static class FleetConfiguration
{
    /// <summary>Name of the section.</summary>
    public const string SectionName = "fleet";

    private static readonly SectionReader<FleetOptions> Fleet = new(
    [
        new("node", PipelineKeyKind.Text, (fleet, value) => fleet.Node = value.Text),
        new("cluster", PipelineKeyKind.Text, (fleet, value) => fleet.Cluster = value.Text!),
        new("database", PipelineKeyKind.Text, (fleet, value) => fleet.Database = value.Text),
        new("databaseFile", PipelineKeyKind.Text, (fleet, value) => fleet.DatabaseFile = value.Text),
        new("local", PipelineKeyKind.Switch, (fleet, value) => fleet.IsLocal = value.Switch),
        new("primary", PipelineKeyKind.Text, (fleet, value) => fleet.Primary = value.Text),
        new("address", PipelineKeyKind.Text, (fleet, value) => fleet.Address = value.Text!),
        new("siloPort", PipelineKeyKind.Text, (fleet, value) => fleet.SiloPort = PortOf(value.Text!)!.Value, FaultOfPort),
        new("gatewayPort", PipelineKeyKind.Text, (fleet, value) => fleet.GatewayPort = PortOf(value.Text!)!.Value, FaultOfPort),
        new("http", PipelineKeyKind.Text, (fleet, value) => fleet.Http = value.Text),
        new("directory", PipelineKeyKind.Text, (fleet, value) => fleet.Directory = value.Text),
        new("archive", PipelineKeyKind.Text, (fleet, value) => fleet.Archive = value.Text),
        new("nodes", PipelineKeyKind.Names, (fleet, value) => fleet.Nodes = value.Names),
        new("certificate", PipelineKeyKind.Text, (fleet, value) => fleet.Certificate = value.Text),
        new("key", PipelineKeyKind.Text, (fleet, value) => fleet.Key = value.Text),
        new("authority", PipelineKeyKind.Text, (fleet, value) => fleet.Authority = value.Text),
    ]);

    /// <summary>The keys that the section may have, in the order in which they are documented.</summary>
    public static IReadOnlyList<string> Keys => Fleet.Names;

    /// <summary>Reads the section, if it is there, and says then of each option that is left out what follows from the rest.</summary>
    /// <param name="configuration">What has the section. Case does not count in keys; a null value counts as absent.</param>
    /// <param name="options">What <see cref="ServeConfiguration.Read"/> has filled in; gets <see cref="ServeOptions.Fleet"/>, or keeps
    /// it as it is if there is no such section.</param>
    /// <returns>All faults at once: unknown keys, values that cannot be read, and rules that are broken although each value can be
    /// read. Their keys begin with the name of the section. Empty if there are none.</returns>
    public static IReadOnlyList<PipelineFault> Read(IConfiguration configuration, ServeOptions options)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(options);
        // A section without keys cannot be told from a null: the key alone says that there is one.
        var section = configuration.GetChildren().FirstOrDefault(IsFleet);
        if (section is null) return [];
        if (!string.IsNullOrEmpty(section.Value))
            return [new PipelineFault(SectionName, "a section is expected, such as { \"node\": \"n1\", \"local\": true }")];
        var faults = new List<PipelineFault>();
        var fleet = new FleetOptions();
        Fleet.Read(section, fleet, faults, $"{SectionName}:");
        FleetDefaults.FillIn(fleet, options);
        options.Fleet = fleet;
        faults.AddRange(FleetRules.FaultsOf(fleet, options).Select(fault => fault with { Key = $"{SectionName}:{fault.Key}" }));
        return faults;
    }

    private static bool IsFleet(IConfigurationSection section) => section.Key.Equals(SectionName, StringComparison.OrdinalIgnoreCase);

    private static int? PortOf(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 ? port : null;

    private static string? FaultOfPort(string text) =>
        PortOf(text) is null ? $"'{text}' is not a port; write a whole number from 1 to {ushort.MaxValue}" : null;
}
