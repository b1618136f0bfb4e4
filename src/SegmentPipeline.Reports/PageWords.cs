using System.Text.Json;

namespace SegmentPipeline.Reports;

/// <summary>The library's counts as JSON fields of a page, in the words of the formats (semantics §5).</summary>
internal static class PageWords
{
    internal static string Of(DeltaChange value) => value switch
    {
        DeltaChange.New => "new",
        DeltaChange.Grown => "grown",
        DeltaChange.Shrunk => "shrunk",
        DeltaChange.Healed => "healed",
        _ => "lost",
    };

    internal static void WriteMicroseconds(this Utf8JsonWriter json, ReadOnlySpan<byte> name, ClassMicroseconds value)
    {
        json.WriteStartObject(name);
        json.WriteNumber("full"u8, value.Full);
        json.WriteNumber("suspect"u8, value.Suspect);
        json.WriteNumber("partial"u8, value.Partial);
        json.WriteNumber("missing"u8, value.Missing);
        json.WriteNumber("unknown"u8, value.Unknown);
        json.WriteEndObject();
    }

    internal static void WriteFindings(this Utf8JsonWriter json, FindingCounts findings)
    {
        json.WriteStartObject("findings"u8);
        json.WriteNumber("hole"u8, findings.Hole);
        json.WriteNumber("degraded"u8, findings.Degraded);
        json.WriteNumber("overlap"u8, findings.Overlap);
        json.WriteNumber("bad"u8, findings.Bad);
        json.WriteNumber("stray"u8, findings.Stray);
        json.WriteNumber("unreadable"u8, findings.Unreadable);
        json.WriteNumber("stale-ledger"u8, findings.StaleLedger);
        json.WriteEndObject();
    }

    internal static void WriteEntries(this Utf8JsonWriter json, EntryCounts entries)
    {
        json.WriteStartObject("entries"u8);
        json.WriteNumber("selected"u8, entries.Selected);
        json.WriteNumber("superseded"u8, entries.Superseded);
        json.WriteNumber("temporary"u8, entries.Temporary);
        json.WriteNumber("bad"u8, entries.Bad);
        json.WriteNumber("tombstoned"u8, entries.Tombstoned);
        json.WriteNumber("tombstones"u8, entries.Tombstones);
        json.WriteNumber("foreign"u8, entries.Foreign);
        json.WriteNumber("hidden"u8, entries.Hidden);
        json.WriteNumber("vanished"u8, entries.Vanished);
        json.WriteEndObject();
    }
}
