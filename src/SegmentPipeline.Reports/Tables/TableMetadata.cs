using System.Globalization;

namespace SegmentPipeline.Reports;

/// <summary>What a report says of itself as a whole, as the file's key/value metadata.</summary>
internal sealed class TableMetadata(RecordFields fields)
{
    private const string SchemaVersion = "1";
    private const string Prefix = "pipeline.";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal) { [Prefix + "schema"] = SchemaVersion };

    internal IReadOnlyDictionary<string, string> Values => _values;

    internal void Add(HeaderRecord header)
    {
        Add("version", header.Version);
        if (fields == RecordFields.All) Add("root", VisibleText.MakeVisible(header.Root));
        if (fields == RecordFields.All && header.Started is { } started) Add("started", started.ToString());
        if (header.Start is { } start) Add("windowStart", start.ToString());
        if (header.End is { } end) Add("windowEnd", end.ToString());
        Add("toleranceMicroseconds", Text(header.Tolerance.Ticks / TimeSpan.TicksPerMicrosecond));
    }

    internal void Add(SummaryRecord summary)
    {
        Add("streams", Text(summary.Streams));
        Add("hours", Text(summary.Hours));
        Add("complete", summary.Complete ? "true" : "false");
        Add("exit", Text(AuditOutcomes.RowOf(summary.Outcome).Number));
        if (fields == RecordFields.All) Add("elapsedSeconds", Text(summary.Elapsed.Ticks / TimeSpan.TicksPerMicrosecond / 1_000_000m));
    }

    private void Add(string key, string value) => _values[Prefix + key] = value;

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
