using System.Buffers;
using System.Text.Json;

namespace SegmentPipeline;

/// <summary>Writes a playable sequence as one JSON object.</summary>
/// <remarks>Source: semantics §5. Segments and holes stand in the order in which they are played.</remarks>
public static class SequenceJson
{
    /// <summary>Writes the object and a line end, and flushes the stream, which stays open.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="sequence">The sequence.</param>
    /// <param name="cancellationToken">Stops waiting for the stream; the document is then broken.</param>
    public static async Task WriteAsync(Stream stream, SegmentSequence sequence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(sequence);
        var output = new OutputBuffer(stream);
        var json = RecordJson.CreateWriter(output.Bytes);
        await using var writing = json.ConfigureAwait(false);
        foreach (var _ in Parts(json, sequence))
        {
            json.Flush();
            await output.DrainAsync(cancellationToken).ConfigureAwait(false);
        }

        json.Flush();
        output.Bytes.Write("\n"u8);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the object.</summary>
    internal static void Write(Utf8JsonWriter json, SegmentSequence sequence)
    {
        foreach (var _ in Parts(json, sequence))
        {
        }
    }

    /// <summary>Writes the object part by part: whoever enumerates may hand on what has been written before asking for the next.</summary>
    private static IEnumerable<int> Parts(Utf8JsonWriter json, SegmentSequence sequence)
    {
        WriteHead(json, sequence);
        var holes = 0;
        for (var i = 0; i <= sequence.Segments.Count; i++)
        {
            for (; holes < sequence.Holes.Count && sequence.Holes[holes].BeforeSegment == i; holes++)
                WriteHole(json, sequence.Holes[holes]);
            if (i < sequence.Segments.Count) WriteSegment(json, sequence.Segments[i]);
            yield return i;
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, SegmentSequence sequence)
    {
        json.WriteStartObject();
        json.WriteStream(sequence.Stream);
        json.WriteTime("start"u8, sequence.Range.Start);
        json.WriteTime("end"u8, sequence.Range.End);
        json.WriteNumber("holes"u8, sequence.Holes.Count);
        json.WriteStartArray("items"u8);
    }

    private static void WriteSegment(Utf8JsonWriter json, Segment segment)
    {
        json.WriteStartObject();
        SegmentJsonConverter.WriteFields(json, segment);
        json.WriteEndObject();
    }

    private static void WriteHole(Utf8JsonWriter json, SequenceHole hole)
    {
        json.WriteStartObject();
        json.WriteHole(hole);
        json.WriteEndObject();
    }
}
