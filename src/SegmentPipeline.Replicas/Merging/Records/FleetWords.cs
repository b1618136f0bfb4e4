namespace SegmentPipeline.Replicas;

/// <summary>The types of the records of a fleet, as every format calls them.</summary>
internal static class FleetWords
{
    internal const string Node = "node";
    internal const string Hole = "fleet-hole";
    internal const string Single = "single";
    internal const string Thin = "thin";
    internal const string Verdict = "fleet-verdict";
    internal const string Stream = "fleet-stream";
    internal const string Summary = "fleet";
    internal const string Corrupt = "fleet-corrupt";
    internal const string Contents = "fleet-contents";

    /// <summary>The type of a record.</summary>
    internal static string WordOf(FleetRecord record) => record switch
    {
        NodeRecord => Node,
        FleetHoleRecord => Hole,
        SingleRecord => Single,
        ThinRecord => Thin,
        FleetVerdictRecord => Verdict,
        FleetStreamRecord => Stream,
        FleetSummaryRecord => Summary,
        FleetCorruptRecord => Corrupt,
        FleetContentsRecord => Contents,
        _ => throw new ArgumentOutOfRangeException(nameof(record), record, "no such record"),
    };
}
