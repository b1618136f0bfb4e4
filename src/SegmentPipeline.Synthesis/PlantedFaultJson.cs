using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SegmentPipeline.Synthesis;

/// <summary>Writes the list of planted faults: a line for each finding that must be reported, with the fields of its record
/// (semantics §5), and a line for each entry with its fate. Both carry the kind of fault as <c>fault</c>.</summary>
internal static class PlantedFaultJson
{
    // As in reports: letters of all languages stay readable.
    private static readonly JsonWriterOptions Escaping = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes all lines and says how many faults they tell of.</summary>
    internal static long Write(Stream output, IEnumerable<PlantedFault> faults, CancellationToken cancellationToken)
    {
        var count = 0L;
        var lines = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(lines, Escaping);
        foreach (var fault in faults)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var finding in fault.Findings) WriteLine(fault.Kind, () => FindingJson.Write(json, finding));
            foreach (var file in fault.Corrupt) WriteLine(fault.Kind, () => WriteCorrupt(json, file));
            foreach (var clock in fault.Clocks) WriteLine(fault.Kind, () => WriteClock(json, clock));
            foreach (var entry in fault.Entries) WriteLine(fault.Kind, () => WriteEntry(json, fault, entry));
            output.Write(lines.WrittenSpan);
            lines.ResetWrittenCount();
            count++;
        }

        return count;

        void WriteLine(string kind, Action writeFields)
        {
            json.WriteStartObject();
            json.WriteString("fault"u8, kind);
            writeFields();
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            lines.Write("\n"u8);
        }
    }

    private static void WriteCorrupt(Utf8JsonWriter json, CorruptFile file)
    {
        json.WriteString("type"u8, "corrupt"u8);
        CorruptFileJson.Write(json, file);
    }

    private static void WriteClock(Utf8JsonWriter json, PlantedClock clock)
    {
        json.WriteString("type"u8, "clock"u8);
        json.WriteStream(clock.Before.Stream);
        json.WriteString("clock"u8, clock.Clock);
        json.WriteString("before"u8, clock.Before.ToString());
        json.WriteString("after"u8, clock.After.ToString());
    }

    private static void WriteEntry(Utf8JsonWriter json, PlantedFault fault, PlantedEntry entry)
    {
        json.WriteString("type"u8, "entry"u8);
        if (fault.Stream is { } stream) json.WriteStream(stream);
        json.WriteString("path"u8, entry.Path.ToString());
        json.WriteString("fate"u8, entry.Fate);
    }
}
