namespace SegmentPipeline.Replicas;

/// <summary>What one copy covers of the holes of a stream, in one quality of its channel.</summary>
/// <param name="Replica">Name of the replica; null for the archive here.</param>
/// <param name="Quality">The quality.</param>
/// <param name="Ranges">What it does not cover.</param>
internal sealed record CopyCover(string? Replica, string Quality, CoverRanges Ranges);

/// <summary>Divides holes by where they can be filled from.</summary>
/// <remarks>Source: semantics §9. Pure.</remarks>
/// <param name="stream">The stream whose holes they are.</param>
/// <param name="covers">What the copies cover: the same quality of the replicas, and other qualities of all, also of the archive
/// here.</param>
internal sealed class HoleDivider(StreamId stream, IReadOnlyList<CopyCover> covers)
{
    /// <summary>The parts of a hole, in time order. They add up to it.</summary>
    internal VerdictRecord Divide(TimeRange hole)
    {
        var edges = new SortedSet<Timestamp> { hole.Start };
        foreach (var cover in covers) cover.Ranges.AddEdgesIn(hole, edges);
        var ranked = RankQualities([.. edges, hole.End]);
        var parts = new List<VerdictPart>();
        foreach (var start in edges) Add(parts, PartAt(start, ranked), hole.End);
        return new VerdictRecord { Stream = stream, Hole = hole, Parts = parts };
    }

    /// <summary>Adds what begins at some moment, unless it goes on what was there.</summary>
    private static void Add(List<VerdictPart> parts, VerdictPart part, Timestamp end)
    {
        if (parts.Count > 0 && IsSame(parts[^1], part)) return;
        if (parts.Count > 0) parts[^1] = parts[^1] with { End = part.Start };
        parts.Add(part with { End = end });
    }

    private VerdictPart PartAt(Timestamp moment, IReadOnlyList<string> ranked)
    {
        var part = new VerdictPart { Start = moment, End = moment, Verdict = HoleVerdict.Nowhere };
        var states = covers.Select(cover => (Cover: cover, State: cover.Ranges.StateAt(moment))).ToList();
        var replicas = states
            .Where(one => one.State == CoverState.Covered && one.Cover.Quality == stream.Quality)
            .Select(one => one.Cover.Replica!)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (replicas.Count > 0) return part with { Verdict = HoleVerdict.Fillable, Replicas = replicas };
        var covered = states
            .Where(one => one.State == CoverState.Covered)
            .Select(one => one.Cover.Quality)
            .ToHashSet(StringComparer.Ordinal);
        if (covered.Count > 0) return part with { Verdict = HoleVerdict.Lower, Qualities = [.. ranked.Where(covered.Contains)] };
        return states.Exists(one => one.State == CoverState.Unknown) ? part with { Verdict = HoleVerdict.Unknown } : part;
    }

    /// <summary>The other qualities, the one that covers most of the hole first, then by name.</summary>
    private List<string> RankQualities(IReadOnlyList<Timestamp> edges)
    {
        var others = covers.Where(cover => cover.Quality != stream.Quality).GroupBy(cover => cover.Quality, StringComparer.Ordinal);
        return others
            .Select(quality => (quality.Key, Length: Enumerable.Range(0, edges.Count - 1)
                .Where(at => quality.Any(cover => cover.Ranges.StateAt(edges[at]) == CoverState.Covered))
                .Sum(at => edges[at + 1].MicrosecondsSince(edges[at]))))
            .OrderByDescending(quality => quality.Length)
            .ThenBy(quality => quality.Key, StringComparer.Ordinal)
            .Select(quality => quality.Key)
            .ToList();
    }

    private static bool IsSame(VerdictPart left, VerdictPart right) =>
        left.Verdict == right.Verdict && AreSame(left.Replicas, right.Replicas) && AreSame(left.Qualities, right.Qualities);

    private static bool AreSame(IReadOnlyList<string>? left, IReadOnlyList<string>? right) =>
        left is null || right is null ? left == right : left.SequenceEqual(right);
}
