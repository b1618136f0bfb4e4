using System.Text.Json;

namespace SegmentPipeline;

/// <summary>What is wrong with a file, in JSON.</summary>
/// <remarks>Source: docs/verification.md §6.</remarks>
internal static class CorruptFileJson
{
    /// <summary>Writes all fields of the record, without its type.</summary>
    internal static void Write(Utf8JsonWriter json, CorruptFile file)
    {
        json.WriteStream(file.Path.Stream);
        json.WriteString("path"u8, file.Path.ToString());
        json.WriteTime("start"u8, file.Range.Start);
        json.WriteTime("end"u8, file.Range.End);
        WriteFurther(json, file);
    }

    /// <summary>Writes what the record has beside its stream, path and range.</summary>
    internal static void WriteFurther(Utf8JsonWriter json, CorruptFile file)
    {
        json.WriteString("kind"u8, RecordWords.WordOf(file.Kind));
        json.WriteBoolean("selected"u8, file.IsSelected);
        if (file.Origin is { } origin) json.WriteString("origin"u8, RecordWords.WordOf(origin));
        else json.WriteNull("origin"u8);
        json.WritePropertyName("causes"u8);
        WriteCauses(json, file.Causes);
    }

    /// <summary>Writes causes as an array.</summary>
    internal static void WriteCauses(Utf8JsonWriter json, IReadOnlyList<CorruptCause> causes)
    {
        json.WriteStartArray();
        foreach (var cause in causes) Write(json, cause);
        json.WriteEndArray();
    }

    /// <summary>Reads causes that <see cref="WriteCauses"/> wrote.</summary>
    /// <exception cref="FormatException">They are broken.</exception>
    internal static IReadOnlyList<CorruptCause> ReadCauses(JsonElement array)
    {
        try
        {
            return [.. array.EnumerateArray().Select(Read)];
        }
        catch (Exception broken) when (broken is InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException("these are no causes", broken);
        }
    }

    private static void Write(Utf8JsonWriter json, CorruptCause cause)
    {
        json.WriteStartObject();
        json.WriteString("cause"u8, RecordWords.WordOf(cause.Cause));
        WriteText("expected", cause.Expected);
        WriteText("actual", cause.Actual);
        WriteText("looksLike", cause.LooksLike);
        WriteText("missing", cause.Missing);
        WriteNumber("bytesOver", cause.BytesOver);
        WriteNumber("fromByte", cause.FromByte);
        WriteNumber("pid", cause.Pid);
        WriteNumber("packet", cause.Packet);
        WriteNumber("missing", cause.PacketsMissing);
        WriteNumber("times", cause.Times);
        WriteNumber("stepMicroseconds", cause.StepMicroseconds);
        WriteNumber("nameMicroseconds", cause.NameMicroseconds);
        WriteNumber("mediaMicroseconds", cause.MediaMicroseconds);
        json.WriteEndObject();

        void WriteText(string name, string? value)
        {
            if (value is not null) json.WriteString(name, value);
        }

        void WriteNumber(string name, long? value)
        {
            if (value is { } number) json.WriteNumber(name, number);
        }
    }

    private static CorruptCause Read(JsonElement cause)
    {
        var word = cause.GetProperty("cause"u8).GetString();
        if (RecordWords.CauseOf(word) is not { } kind) throw new FormatException($"there is no cause '{word}'");
        var isCount = cause.TryGetProperty("missing"u8, out var missing) && missing.ValueKind == JsonValueKind.Number;
        return new CorruptCause
        {
            Cause = kind,
            Expected = Text("expected"),
            Actual = Text("actual"),
            LooksLike = Text("looksLike"),
            Missing = isCount ? null : Text("missing"),
            BytesOver = Number("bytesOver"),
            FromByte = Number("fromByte"),
            Pid = (int?)Number("pid"),
            Packet = Number("packet"),
            PacketsMissing = isCount ? (int?)Number("missing") : null,
            Times = Number("times"),
            StepMicroseconds = Number("stepMicroseconds"),
            NameMicroseconds = Number("nameMicroseconds"),
            MediaMicroseconds = Number("mediaMicroseconds"),
        };

        string? Text(string name) => cause.TryGetProperty(name, out var value) ? value.GetString() : null;

        long? Number(string name) => cause.TryGetProperty(name, out var value) ? value.GetInt64() : null;
    }
}
