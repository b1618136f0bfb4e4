using System.Text.Json;

namespace SegmentPipeline;

/// <summary>The fields of a finding in JSON.</summary>
/// <remarks>Source: semantics §5.</remarks>
internal static class FindingJson
{
    internal static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteString("type"u8, RecordWords.TypeOf(finding));
        switch (finding)
        {
            case HoleFinding hole:
                json.WritePlace(hole.Stream, hole.Range);
                json.WriteString("before"u8, hole.Before);
                json.WriteString("after"u8, hole.After);
                break;
            case DegradedFinding degraded:
                json.WritePlace(degraded.Stream, degraded.Range);
                json.WriteString("class"u8, RecordWords.Of(degraded.Class));
                break;
            case OverlapFinding overlap:
                json.WritePlace(overlap.Stream, overlap.Range);
                json.WriteString("segment"u8, overlap.Segment);
                break;
            case EmptyFinding empty:
                json.WritePlace(empty.Stream, empty.Range);
                json.WriteString("path"u8, empty.Path);
                break;
            case SilentFinding silent:
                json.WritePlace(silent.Stream, silent.Range);
                json.WriteString("other"u8, silent.Other);
                break;
            case FutureFinding future:
                json.WritePlace(future.Stream, future.Range);
                json.WriteNumber("segments"u8, future.Segments);
                break;
            case BadNameFinding bad:
                json.WriteStream(bad.Stream);
                WriteCause(json, bad.Path, bad.Cause);
                json.WriteNumber("position"u8, bad.Position);
                break;
            case StrayFinding stray:
                WriteCause(json, stray.Path, stray.Cause);
                break;
            case UnreadableFinding unreadable:
                WriteCause(json, unreadable.Path, unreadable.Cause);
                break;
            case StaleLedgerFinding stale:
                WriteCause(json, stale.Path, stale.Cause);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(finding), finding, "no such finding");
        }
    }

    private static void WriteCause(Utf8JsonWriter json, string path, string cause)
    {
        json.WriteString("path"u8, path);
        json.WriteString("cause"u8, cause);
    }
}
