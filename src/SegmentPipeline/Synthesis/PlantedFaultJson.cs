using System.Text.Encodings.Web;
using System.Text.Json;

namespace SegmentPipeline.Synthesis;

/// <summary>Writes the list of planted faults: a line for each finding that must be reported, with the fields of its record
/// (semantics §5), and a line for each entry with its fate. Both carry the kind of fault as <c>fault</c>.</summary>
internal static class PlantedFaultJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes all lines and says how many faults they tell of.</summary>
    internal static long Write(Stream output, IEnumerable<PlantedFault> faults, CancellationToken cancellationToken)
    {
        var count = 0L;
        using var json = new Utf8JsonWriter(output, Options);
        foreach (var fault in faults)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var finding in fault.Findings) WriteLine(json, output, fault, () => WriteFinding(json, finding));
            foreach (var entry in fault.Entries) WriteLine(json, output, fault, () => WriteEntry(json, fault, entry));
            count++;
        }

        return count;
    }

    private static void WriteLine(Utf8JsonWriter json, Stream output, PlantedFault fault, Action writeFields)
    {
        json.WriteStartObject();
        json.WriteString("fault", fault.Kind);
        writeFields();
        json.WriteEndObject();
        json.Flush();
        json.Reset();
        output.WriteByte((byte)'\n');
    }

    private static void WriteEntry(Utf8JsonWriter json, PlantedFault fault, PlantedEntry entry)
    {
        json.WriteString("type", "entry");
        if (fault.Stream is { } stream) WriteStream(json, stream);
        json.WriteString("path", entry.Path);
        json.WriteString("fate", entry.Fate);
    }

    private static void WriteFinding(Utf8JsonWriter json, Finding finding)
    {
        switch (finding)
        {
            case HoleFinding hole:
                WriteRange(json, "hole", hole.Stream, hole.Range);
                json.WriteString("before", hole.Before);
                json.WriteString("after", hole.After);
                break;
            case DegradedFinding degraded:
                WriteRange(json, "degraded", degraded.Stream, degraded.Range);
                json.WriteString("class", degraded.Class == CoverageClass.Suspect ? "suspect" : "partial");
                break;
            case OverlapFinding overlap:
                WriteRange(json, "overlap", overlap.Stream, overlap.Range);
                json.WriteString("segment", overlap.Segment);
                break;
            case BadNameFinding bad:
                json.WriteString("type", "bad");
                WriteStream(json, bad.Stream);
                json.WriteString("path", bad.Path);
                json.WriteString("cause", bad.Cause);
                json.WriteNumber("position", bad.Position);
                break;
            case StrayFinding stray:
                json.WriteString("type", "stray");
                json.WriteString("path", stray.Path);
                json.WriteString("cause", stray.Cause);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(finding), finding, "no fault is planted for such a finding");
        }
    }

    private static void WriteRange(Utf8JsonWriter json, string type, StreamId stream, TimeRange range)
    {
        json.WriteString("type", type);
        WriteStream(json, stream);
        json.WriteString("start", range.Start.ToString());
        json.WriteString("end", range.End.ToString());
        json.WriteNumber("microseconds", range.Microseconds);
    }

    private static void WriteStream(Utf8JsonWriter json, StreamId stream)
    {
        json.WriteString("channel", stream.Channel);
        json.WriteString("quality", stream.Quality);
    }
}
