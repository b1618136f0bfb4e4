using System.Text.Json;

namespace SegmentPipeline;

/// <summary>The library's values as JSON fields.</summary>
internal static class ValueJson
{
    internal static void WriteTime(this Utf8JsonWriter json, ReadOnlySpan<byte> name, Timestamp? time)
    {
        if (time is not { } value)
        {
            json.WriteNull(name);
            return;
        }

        Span<char> text = stackalloc char[32];
        if (!value.TryFormat(text, out var written, default, null)) throw new ArgumentOutOfRangeException(nameof(time));
        json.WriteString(name, text[..written]);
    }

    internal static void WriteStream(this Utf8JsonWriter json, StreamId stream)
    {
        json.WriteString("channel"u8, stream.Channel);
        json.WriteString("quality"u8, stream.Quality);
    }

    internal static void WritePlace(this Utf8JsonWriter json, StreamId stream, TimeRange range)
    {
        json.WriteStream(stream);
        json.WriteTime("start"u8, range.Start);
        json.WriteTime("end"u8, range.End);
        json.WriteNumber("microseconds"u8, range.Microseconds);
    }

    internal static void WriteHole(this Utf8JsonWriter json, SequenceHole hole)
    {
        json.WritePropertyName("hole"u8);
        json.WriteHoleValue(hole);
    }

    internal static void WriteHoleValue(this Utf8JsonWriter json, SequenceHole hole)
    {
        json.WriteStartObject();
        json.WriteTime("start"u8, hole.Range.Start);
        json.WriteTime("end"u8, hole.Range.End);
        json.WriteString("reason"u8, RecordWords.WordOf(hole.Reason));
        json.WriteEndObject();
    }

    internal static void WriteEntries(this Utf8JsonWriter json, EntryCounts entries)
    {
        json.WritePropertyName("entries"u8);
        json.WriteEntriesValue(entries);
    }

    internal static void WriteEntriesValue(this Utf8JsonWriter json, EntryCounts entries)
    {
        json.WriteStartObject();
        foreach (var fate in EntryFates.All) json.WriteNumber(fate.Word, fate.CountIn(entries));
        json.WriteEndObject();
    }

    internal static void WriteMicroseconds(this Utf8JsonWriter json, ClassMicroseconds microseconds)
    {
        json.WriteStartObject("microseconds"u8);
        foreach (var row in CoverageClasses.All)
        {
            var count = row.CountIn(microseconds);
            if (count != 0 || !row.IsRare) json.WriteNumber(row.Word, count);
        }

        json.WriteEndObject();
    }

    internal static void WriteFindingCounts(this Utf8JsonWriter json, FindingCounts findings)
    {
        json.WritePropertyName("findings"u8);
        json.WriteFindingCountsValue(findings);
    }

    internal static void WriteFindingCountsValue(this Utf8JsonWriter json, FindingCounts findings)
    {
        json.WriteStartObject();
        foreach (var type in FindingTypes.All) json.WriteNumber(type.Word, type.CountIn(findings));
        json.WriteEndObject();
    }
}
