using System.Globalization;

namespace SegmentPipeline.Reports;

/// <summary>What a report says of itself as a whole, as the file's key/value metadata.</summary>
/// <param name="fields">Whether clocks and places of this machine are among it.</param>
internal sealed class TableMetadata(RecordFields fields)
{
    private const string SchemaVersion = "1";
    private const string Prefix = "pipeline.";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal) { [Prefix + "schema"] = SchemaVersion };

    internal IReadOnlyDictionary<string, string> Values => _values;

    internal void AddText(string key, string value) => _values[Prefix + key] = value;

    internal void AddNumber(string key, IFormattable? value)
    {
        if (value is not null) AddText(key, value.ToString(null, CultureInfo.InvariantCulture));
    }

    internal void AddFlag(string key, bool value) => AddText(key, value ? "true" : "false");

    /// <summary>Where and when the report was made.</summary>
    internal void AddOrigin(string root, Timestamp? started)
    {
        if (fields != RecordFields.All) return;
        AddText("root", VisibleText.MakeVisible(root));
        if (started is { } time) AddText("started", time.ToString());
    }

    internal void AddWindow(Timestamp? start, Timestamp? end, long toleranceMicroseconds)
    {
        if (start is { } first) AddText("windowStart", first.ToString());
        if (end is { } last) AddText("windowEnd", last.ToString());
        AddNumber("toleranceMicroseconds", toleranceMicroseconds);
    }

    internal void AddEnd(bool complete, AuditOutcome outcome, TimeSpan elapsed)
    {
        AddFlag("complete", complete);
        AddNumber("exit", AuditOutcomes.RowOf(outcome).Number);
        if (fields == RecordFields.All) AddNumber("elapsedSeconds", elapsed.Ticks / TimeSpan.TicksPerMicrosecond / 1_000_000m);
    }
}
