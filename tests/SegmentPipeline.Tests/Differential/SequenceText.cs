using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Differential;

/// <summary>Playable sequences as lines, to compare the engine's with the naive ones.</summary>
internal static class SequenceText
{
    /// <summary>The sequence, holes at their places, and what could not be read up to the hour in which it ends.</summary>
    internal static List<string> Of(SegmentSequence sequence)
    {
        var lines = new List<string>();
        for (var i = 0; i <= sequence.Segments.Count; i++)
        {
            lines.AddRange(sequence.Holes.Where(hole => hole.BeforeSegment == i).Select(hole => Hole(hole.Range, hole.Reason)));
            if (i < sequence.Segments.Count)
                lines.Add(Segment(sequence.Segments[i].Path, sequence.Segments[i].Range, sequence.Segments[i].Kind));
        }

        if (lines.Count != sequence.Segments.Count + sequence.Holes.Count) lines.Add("a hole stands nowhere");
        lines.AddRange(sequence.Unreadable.Select(u => $"unreadable {u.Path}").Order(StringComparer.Ordinal));
        return lines;
    }

    /// <summary>The same, as the naive audit of the stream expects it.</summary>
    internal static List<string> Of(NaiveStream stream, TimeRange range)
    {
        var items = NaiveSequence.Of(
            stream.Selected,
            range.Start.UnixMicroseconds,
            range.End.UnixMicroseconds,
            AuditDefaults.ToleranceMicroseconds,
            out var lastHour);
        var unreadable = stream
            .Hours.Where(hour =>
                hour.Start >= range.Start.Hour.Previous.Start.UnixMicroseconds && hour.Start <= range.End.Hour.Start.UnixMicroseconds)
            .Where(hour => hour.Start <= lastHour)
            .SelectMany(hour => hour.Findings)
            .Select(placed => placed.Finding)
            .OfType<UnreadableFinding>();
        return
        [
            .. items.Select(item =>
                item.Segment is { } s ? Segment(s.Path, NaiveText.Range(s.Start, s.End), s.Kind) : Hole(item.Hole, item.Reason)),
            .. unreadable.Select(u => $"unreadable {u.Path}").Order(StringComparer.Ordinal),
        ];
    }

    private static string Segment(string path, TimeRange range, SegmentKind kind) => $"{path} {range} {kind}";

    private static string Hole(TimeRange range, HoleReason reason) => $"- {reason} {range}";
}
