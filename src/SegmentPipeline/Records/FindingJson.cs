using System.Text.Json;

namespace SegmentPipeline;

/// <summary>The fields of a finding in JSON.</summary>
/// <remarks>Source: semantics §5.</remarks>
internal static class FindingJson
{
    internal static void Write(Utf8JsonWriter json, Finding finding)
    {
        var type = FindingTypes.TypeOf(finding);
        json.WriteString("type"u8, type.Word);
        if (type.RangeOf(finding) is { } range) json.WritePlace(type.StreamOf(finding)!, range);
        else if (type.StreamOf(finding) is { } stream) json.WriteStream(stream);
        foreach (var field in type.Fields)
        {
            if (field.NumberIn(finding) is { } number) json.WriteNumber(field.Name, number);
            else json.WriteString(field.Name, field.TextIn(finding));
        }

        if (type.CauseOf(finding) is { } cause) json.WriteString("cause"u8, LossCauses.WordOf(cause));
        if (finding is CorruptFinding { File: var file }) CorruptFileJson.WriteFurther(json, file);
    }
}
