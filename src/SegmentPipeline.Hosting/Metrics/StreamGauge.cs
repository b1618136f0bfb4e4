namespace SegmentPipeline.Hosting;

/// <summary>One gauge that each stream has.</summary>
/// <param name="Name">Name of the instrument.</param>
/// <param name="Unit">Its unit in UCUM.</param>
/// <param name="Description">What it tells.</param>
/// <param name="Value">The value of a stream, or null if the stream has none.</param>
internal sealed record StreamGauge(string Name, string Unit, string Description, Func<StreamFigures, double?> Value)
{
    /// <summary>The one that incomplete runs tell too: of a complete one it is zero.</summary>
    internal static StreamGauge Unknown { get; } = new(
        "segmentpipeline.coverage.unknown",
        "s",
        "Time of hours that could not be read, in the last run that came to its end.",
        stream => Seconds(stream.Microseconds.Unknown));

    internal static IReadOnlyList<StreamGauge> All { get; } =
    [
        new(
            "segmentpipeline.coverage.covered", "s", "Time covered by any data, degraded data included.",
            stream => Seconds(stream.Microseconds.Covered)),
        new(
            "segmentpipeline.coverage.degraded", "s", "Time covered at best by suspect or partial segments.",
            stream => Seconds(stream.Microseconds.Suspect + stream.Microseconds.Partial)),
        new(
            "segmentpipeline.coverage.missing", "s", "Time covered by nothing.",
            stream => Seconds(stream.Microseconds.Missing)),
        Unknown,
        new(
            "segmentpipeline.coverage.ratio", "1", "Covered share of the window, without what is off.",
            stream => stream.Microseconds.Measured == 0 ? null : (double)stream.Microseconds.Covered / stream.Microseconds.Measured),
        new(
            "segmentpipeline.holes.open", "{hole}", "Holes in the window.",
            stream => stream.Holes),
        new(
            "segmentpipeline.holes.longest", "s", "Length of the longest hole; zero if there is none.",
            stream => Seconds(stream.LongestHoleMicroseconds)),
        new(
            "segmentpipeline.window.end", "s", "End of the audited window, in Unix time.",
            stream => stream.WindowEnd is { } end ? Seconds(end.UnixMicroseconds) : null),
    ];

    private static double Seconds(long microseconds) => (double)microseconds / Timestamp.MicrosecondsPerSecond;
}
