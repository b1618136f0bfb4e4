using System.Text.Json;

namespace SegmentPipeline.Verification;

/// <summary>Writes records of verifications as they stand in every format.</summary>
public sealed class VerificationRecordJsonConverter : WrittenJsonConverter<VerificationRecord>
{
    /// <inheritdoc />
    public override bool CanConvert(Type typeToConvert) => typeof(VerificationRecord).IsAssignableFrom(typeToConvert);

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, VerificationRecord value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        VerificationJson.Write(writer, value);
    }
}
