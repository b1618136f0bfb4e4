using System.Text.Json;

namespace SegmentPipeline.Replicas;

/// <summary>Writes records of a fleet as they stand in every format. <see cref="FleetRecordReader"/> reads them.</summary>
public sealed class FleetRecordJsonConverter : WrittenJsonConverter<FleetRecord>
{
    /// <inheritdoc />
    public override bool CanConvert(Type typeToConvert) => typeof(FleetRecord).IsAssignableFrom(typeToConvert);

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, FleetRecord value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        FleetJson.Write(writer, value);
    }
}
