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
        if (!TimestampText.TryFormat(value, text, out var written)) throw new ArgumentOutOfRangeException(nameof(time));
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
        json.WriteString("reason"u8, RecordWords.Of(hole.Reason));
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
        json.WriteNumber("hidden"u8, entries.Hidden);
        json.WriteNumber("foreign"u8, entries.Foreign);
        json.WriteNumber("tombstones"u8, entries.Tombstones);
        json.WriteNumber("tombstoned"u8, entries.Tombstoned);
        json.WriteNumber("bad"u8, entries.Bad);
        json.WriteNumber("temporary"u8, entries.Temporary);
        json.WriteNumber("superseded"u8, entries.Superseded);
        json.WriteNumber("selected"u8, entries.Selected);
        json.WriteNumber("vanished"u8, entries.Vanished);
        json.WriteNumber("unreadable"u8, entries.Unreadable);
        json.WriteEndObject();
    }

    internal static void WriteMicroseconds(this Utf8JsonWriter json, ClassMicroseconds microseconds)
    {
        json.WritePropertyName("microseconds"u8);
        ClassMicrosecondsJsonConverter.Write(json, microseconds);
    }

    internal static void WriteFindingCounts(this Utf8JsonWriter json, FindingCounts findings)
    {
        json.WritePropertyName("findings"u8);
        json.WriteFindingCountsValue(findings);
    }

    internal static void WriteFindingCountsValue(this Utf8JsonWriter json, FindingCounts findings)
    {
        json.WriteStartObject();
        json.WriteNumber("hole"u8, findings.Hole);
        json.WriteNumber("degraded"u8, findings.Degraded);
        json.WriteNumber("overlap"u8, findings.Overlap);
        json.WriteNumber("bad"u8, findings.Bad);
        json.WriteNumber("stray"u8, findings.Stray);
        json.WriteNumber("unreadable"u8, findings.Unreadable);
        json.WriteNumber("stale-ledger"u8, findings.StaleLedger);
        json.WriteNumber("silent"u8, findings.Silent);
        json.WriteNumber("empty"u8, findings.Empty);
        json.WriteNumber("future"u8, findings.Future);
        json.WriteEndObject();
    }
}
