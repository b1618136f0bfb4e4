using System.Text.Json;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Web;

/// <summary>Runs and holes of a ledger in the words of the formats.</summary>
internal static class HistoryJson
{
    internal static void Write(Utf8JsonWriter json, LedgerRun run)
    {
        json.WriteStartObject();
        json.WriteNumber("run"u8, run.Id);
        WriteTime(json, "started"u8, run.Started);
        WriteTime(json, "ended"u8, run.Ended);
        json.WriteString("status"u8, WordOf(run.Status));
        WriteNumber(json, "exit"u8, run.Exit);
        WriteNumber(json, "base"u8, run.BaseRun);
        WriteTime(json, "windowStart"u8, run.WindowStart);
        WriteTime(json, "windowEnd"u8, run.WindowEnd);
        json.WriteNumber("hoursTotal"u8, run.HoursTotal);
        json.WriteNumber("hoursRead"u8, run.HoursRead);
        json.WriteNumber("hoursRecalled"u8, run.HoursRecalled);
        WriteMicroseconds(json, run.Microseconds);
        WriteFindings(json, run.Findings);
        WriteDeltas(json, run.Deltas);
        json.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter json, LedgerFinding hole)
    {
        json.WriteStartObject();
        json.WriteString("channel"u8, hole.Stream?.Channel);
        json.WriteString("quality"u8, hole.Stream?.Quality);
        WriteTime(json, "start"u8, hole.Range?.Start);
        WriteTime(json, "end"u8, hole.Range?.End);
        json.WriteNumber("microseconds"u8, hole.Range?.Microseconds ?? 0);
        json.WriteString("state"u8, hole.State switch
        {
            LedgerFindingState.Open => "open"u8,
            LedgerFindingState.Healed => "healed"u8,
            _ => "left"u8,
        });
        WriteTime(json, "firstSeen"u8, hole.FirstSeen);
        WriteTime(json, "lastSeen"u8, hole.LastSeen);
        WriteTime(json, "closed"u8, hole.Closed);
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, ReadOnlySpan<byte> name, Timestamp? time) => json.WriteString(name, time?.ToString());

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? number)
    {
        if (number is { } value) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }

    private static void WriteMicroseconds(Utf8JsonWriter json, ClassMicroseconds microseconds)
    {
        json.WriteStartObject("microseconds"u8);
        json.WriteNumber("full"u8, microseconds.Full);
        json.WriteNumber("suspect"u8, microseconds.Suspect);
        json.WriteNumber("partial"u8, microseconds.Partial);
        json.WriteNumber("missing"u8, microseconds.Missing);
        json.WriteNumber("unknown"u8, microseconds.Unknown);
        json.WriteEndObject();
    }

    private static void WriteFindings(Utf8JsonWriter json, FindingCounts findings)
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

    private static void WriteDeltas(Utf8JsonWriter json, DeltaCounts deltas)
    {
        json.WriteStartObject("deltas"u8);
        json.WriteNumber("new"u8, deltas.New);
        json.WriteNumber("grown"u8, deltas.Grown);
        json.WriteNumber("shrunk"u8, deltas.Shrunk);
        json.WriteNumber("healed"u8, deltas.Healed);
        json.WriteNumber("lost"u8, deltas.Lost);
        json.WriteNumber("lostMicroseconds"u8, deltas.LostMicroseconds);
        json.WriteEndObject();
    }

    private static string WordOf(LedgerRunStatus status) => status switch
    {
        LedgerRunStatus.Running => "running",
        LedgerRunStatus.Complete => "complete",
        LedgerRunStatus.Incomplete => "incomplete",
        LedgerRunStatus.Budget => "budget",
        LedgerRunStatus.Cancelled => "cancelled",
        LedgerRunStatus.Failed => "failed",
        _ => "killed",
    };
}
