using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Differential;

/// <summary>What is to be said of the moments of a stream, by the naive audit and by the records of the audit itself.</summary>
internal sealed class ExpectedExplanation(NaiveStream stream, AuditRequest request, Timestamp now, IReadOnlyList<AuditRecord> records)
{
    /// <summary>The first difference in words, or null.</summary>
    internal string? DifferenceTo(MomentExplanation actual) =>
        PlaceDifference(actual)
        ?? RangeDifference(actual)
        ?? RecordDifference(actual)
        ?? NeighbourDifference(actual)
        ?? SequenceDifference(actual)
        ?? new ExpectedEntries(stream).DifferenceTo(actual);

    private string? PlaceDifference(MomentExplanation actual)
    {
        var moment = actual.Moment.UnixMicroseconds;
        var expected = stream.Selected.Count == 0 ? MomentPlace.NoSegments
            : moment < stream.Selected[0].Start ? MomentPlace.BeforeFirst
            : moment >= stream.Selected.Max(s => s.End) ? MomentPlace.AfterLast
            : moment >= now.UnixMicroseconds - request.SettleMicroseconds ? MomentPlace.Unsettled
            : MomentPlace.Inside;
        var isInWindow = stream.Window is { } window && window.Start <= moment && moment < window.End;
        if (isInWindow != (expected == MomentPlace.Inside)) return $"the test expects {expected}, but the window is {stream.Window}";
        return expected == actual.Place ? null : $"expected {expected}";
    }

    private string? RangeDifference(MomentExplanation actual)
    {
        if (actual.Place != MomentPlace.Inside)
            return actual.Class is null && actual.Range is null ? null : "there is a class outside of the window";
        var moment = actual.Moment.UnixMicroseconds;
        foreach (var @class in Enum.GetValues<CoverageClass>())
        {
            var (start, end) = stream.Coverage.Ranges(@class).FirstOrDefault(range => range.Start <= moment && moment < range.End);
            if (start == end) continue;
            var pieces = stream.Coverage.Pieces;
            var before = pieces.Where(p => p.End == start).Select(p => (CoverageClass?)p.Class).FirstOrDefault();
            var after = pieces.Where(p => p.Start == end).Select(p => (CoverageClass?)p.Class).FirstOrDefault();
            var range = NaiveText.Range(start, end);
            return (actual.Class, actual.Range, actual.ClassBefore, actual.ClassAfter) == (@class, range, before, after)
                ? null
                : $"expected {@class} {range} between {before} and {after}";
        }

        return "the naive audit has no class";
    }

    private string? RecordDifference(MomentExplanation actual)
    {
        var range = actual.Range.GetValueOrDefault();
        AuditRecord? expected = actual.Class switch
        {
            CoverageClass.Missing => new HoleFinding
            {
                Stream = stream.Id,
                Range = range,
                Before = actual.Before?.EntryPath,
                After = actual.After?.EntryPath,
            },
            CoverageClass.Suspect or CoverageClass.Partial => new DegradedFinding
            {
                Stream = stream.Id,
                Range = range,
                Class = actual.Class.Value,
            },
            CoverageClass.Unknown => new UnknownRecord { Stream = stream.Id, Range = range },
            _ => null,
        };
        return expected is null || records.Contains(expected) ? null : $"the audit has no {expected}";
    }

    private string? NeighbourDifference(MomentExplanation actual)
    {
        var moment = actual.Moment.UnixMicroseconds;
        var (from, to) = actual.Class == CoverageClass.Missing
            ? (actual.Range!.Value.Start.UnixMicroseconds, actual.Range.Value.End.UnixMicroseconds)
            : (moment, moment + 1);
        var before = stream.Selected.LastOrDefault(s => s.Start <= from && s.End <= from)?.Path;
        var after = stream.Selected.FirstOrDefault(s => s.Start >= to)?.Path;
        var touching = stream.Selected.Where(s => s.Start <= moment && moment < s.End).Select(s => $"{s.Path}");
        if (before != actual.Before?.Path || after != actual.After?.Path) return $"expected the neighbours {before} and {after}";
        return touching.SequenceEqual(actual.Touching.Select(s => $"{s.Path}"))
            ? null
            : $"expected to be touched by {string.Join(", ", touching)}";
    }

    private string? SequenceDifference(MomentExplanation actual)
    {
        var hour = actual.Moment.Hour.Range;
        var moment = actual.Moment.UnixMicroseconds;
        var items = NaiveSequence.Of(
            stream.Selected,
            hour.Start.UnixMicroseconds,
            hour.End.UnixMicroseconds,
            request.ToleranceMicroseconds);
        var played = items.FirstOrDefault(i => i.Segment is { } s && s.Start <= moment && moment < s.End)?.Segment?.Path;
        var hole = items
            .Where(i => i.Segment is null && i.Hole.Contains(actual.Moment))
            .Select(i => ((TimeRange, HoleReason)?)(i.Hole, i.Reason))
            .FirstOrDefault();
        var accepted = items.Select(i => i.Segment?.Path).ToHashSet();
        var skipped = actual.Touching.Select(s => $"{s.Path}").Where(path => !accepted.Contains(path));
        if (!skipped.SequenceEqual(actual.Skipped.Select(s => $"{s.Path}"))) return $"expected to skip {string.Join(", ", skipped)}";
        if (played != actual.PlayedBy?.Path) return $"expected to be played by {played}";
        var actualHole = actual.SequenceHole is { } h ? ((TimeRange, HoleReason)?)(h.Range, h.Reason) : null;
        return hole == actualHole ? null : $"expected the sequence's hole {hole}";
    }
}
