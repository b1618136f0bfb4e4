using System.Text.Json;

namespace SegmentPipeline.Ledger;

/// <summary>Writes a run as <see cref="LedgerJson.WriteRun"/> does.</summary>
public sealed class LedgerRunJsonConverter : WrittenJsonConverter<LedgerRun>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, LedgerRun value, JsonSerializerOptions options) => LedgerJson.WriteRun(writer, value);
}

/// <summary>Writes a stream of a run as <see cref="LedgerJson.WriteStream"/> does.</summary>
public sealed class LedgerStreamRunJsonConverter : WrittenJsonConverter<LedgerStreamRun>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, LedgerStreamRun value, JsonSerializerOptions options) =>
        LedgerJson.WriteStream(writer, value);
}

/// <summary>Writes a hole, or another finding that has a range, as <see cref="LedgerJson.WriteHole"/> does.</summary>
public sealed class LedgerFindingJsonConverter : WrittenJsonConverter<LedgerFinding>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, LedgerFinding value, JsonSerializerOptions options) =>
        LedgerJson.WriteHole(writer, value);
}

/// <summary>Writes a corrupt file and its life span as <see cref="LedgerJson.WriteCorrupt"/> does.</summary>
public sealed class LedgerCorruptJsonConverter : WrittenJsonConverter<LedgerCorrupt>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, LedgerCorrupt value, JsonSerializerOptions options) =>
        LedgerJson.WriteCorrupt(writer, value);
}
