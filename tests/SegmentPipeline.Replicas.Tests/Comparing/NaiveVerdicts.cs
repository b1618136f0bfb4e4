using SegmentPipeline.Testing;

namespace SegmentPipeline.Replicas.Tests.Comparing;

/// <summary>From where each hole of a copy can be filled, by asking for each piece of it what every copy covers.</summary>
/// <remarks>Source: semantics §9.</remarks>
internal sealed class NaiveVerdicts(IReadOnlyList<CopyOnDisk> copies, CompareRequest request)
{
    private readonly List<ArchiveTree> _trees = [.. copies.Select(copy => copy.ToTree())];
    private readonly List<ArchiveTree> _withdrawn = [.. copies.Select(copy => WithAllTombstones(copy, copies).ToTree())];

    /// <summary>What a copy does not cover of a range; all of it if the stream is not there.</summary>
    internal IReadOnlyList<(long Start, long End)> HolesOf(int copy, string stream, Timestamp start, Timestamp end, bool isThere) => isThere
        ? Audit(_trees[copy], stream, start, end)!.Coverage.Ranges(CoverageClass.Missing)
        : [(start.UnixMicroseconds, end.UnixMicroseconds)];

    /// <summary>The streams of a copy as an audit with the window of the request judges them, everything expected.</summary>
    internal IReadOnlyList<NaiveStream> StreamsOf(int copy) =>
        [.. Audit(_trees[copy], request.Start, request.End, expectation: null).Streams];

    /// <summary>The verdict records of a stream of the first copy.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="replicas">Names of the others.</param>
    internal IEnumerable<VerdictRecord> ReadAll(string stream, IReadOnlyList<string> replicas)
    {
        if (Audit(_trees[0], stream, request.Start, request.End, request.Expectation) is not { Window: { } window } here) yield break;
        var channel = stream.Split('/')[0];
        var covers = copies
            .SelectMany((copy, at) => copies.SelectMany(any => any.Streams).Distinct()
                .Where(other => other.StartsWith(channel + "/", StringComparison.Ordinal) && (at > 0 || other != stream))
                .Select(other => (At: at, Quality: other.Split('/')[1], Pieces: PiecesOf(at, other, window))))
            .ToList();
        foreach (var (start, end) in here.Coverage.Ranges(CoverageClass.Missing))
        {
            var hole = NaiveText.Range(start, end);
            yield return new VerdictRecord
            {
                Stream = here.Id,
                Hole = hole,
                Parts = Divide(hole, stream.Split('/')[1], replicas, covers),
            };
        }
    }

    private static List<VerdictPart> Divide(
        TimeRange hole,
        string quality,
        IReadOnlyList<string> replicas,
        List<(int At, string Quality, List<(long Start, long End)> Pieces)> covers)
    {
        var (from, to) = (hole.Start.UnixMicroseconds, hole.End.UnixMicroseconds);
        var lengths = covers
            .Where(cover => cover.Quality != quality)
            .GroupBy(cover => cover.Quality)
            .ToDictionary(group => group.Key, group => Length([.. group.SelectMany(cover => cover.Pieces)], from, to));
        var cuts = covers.SelectMany(cover => cover.Pieces).SelectMany(piece => new[] { piece.Start, piece.End })
            .Where(cut => from < cut && cut < to).Append(from).Append(to).Distinct().Order().ToList();
        var parts = new List<VerdictPart>();
        foreach (var (start, end) in cuts.Zip(cuts.Skip(1)))
        {
            var covering = covers.Where(cover => cover.Pieces.Exists(piece => piece.Start <= start && end <= piece.End)).ToList();
            var givers = covering.Where(cover => cover.Quality == quality).Select(cover => replicas[cover.At - 1]).ToList();
            var others = covering.Select(cover => cover.Quality).Distinct()
                .OrderByDescending(other => lengths.GetValueOrDefault(other)).ThenBy(other => other, StringComparer.Ordinal).ToList();
            var part = new VerdictPart
            {
                Start = new Timestamp(start),
                End = new Timestamp(end),
                Verdict = givers.Count > 0 ? HoleVerdict.Fillable : others.Count > 0 ? HoleVerdict.Lower : HoleVerdict.Nowhere,
                Replicas = givers.Count > 0 ? [.. givers.Order(StringComparer.Ordinal)] : null,
                Qualities = givers.Count == 0 && others.Count > 0 ? others : null,
            };
            if (parts.Count > 0 && Words(parts[^1]) == Words(part)) parts[^1] = parts[^1] with { End = part.End };
            else parts.Add(part);
        }

        return parts;
    }

    /// <summary>Verdict and lists of a part, to compare it by.</summary>
    internal static string Words(VerdictPart part) =>
        $"{part.Verdict} {string.Join(',', part.Replicas ?? [])} {string.Join(',', part.Qualities ?? [])}";

    private static long Length(List<(long Start, long End)> pieces, long from, long to)
    {
        var cuts = pieces.SelectMany(piece => new[] { piece.Start, piece.End })
            .Where(cut => from < cut && cut < to).Append(from).Append(to).Distinct().Order().ToList();
        return cuts.Zip(cuts.Skip(1))
            .Where(cut => pieces.Exists(piece => piece.Start <= cut.First && cut.Second <= piece.End))
            .Sum(cut => cut.Second - cut.First);
    }

    /// <summary>What a copy covers of a window.</summary>
    private List<(long Start, long End)> PiecesOf(int copy, string stream, (long Start, long End) window) =>
        Audit(_withdrawn[copy], stream, new Timestamp(window.Start), new Timestamp(window.End))?.Coverage.Pieces
            .Where(piece => piece.Class is not (CoverageClass.Missing or CoverageClass.Unknown))
            .Select(piece => (piece.Start, piece.End))
            .ToList() ?? [];

    /// <summary>A copy as if it had the tombstones of all in the hours that it has.</summary>
    private static CopyOnDisk WithAllTombstones(CopyOnDisk copy, IEnumerable<CopyOnDisk> all) => copy.With(all
        .SelectMany(other => other.Files.Keys)
        .Distinct()
        .Where(path => path.EndsWith(".tombstone", StringComparison.Ordinal) && !copy.Files.ContainsKey(path))
        .Where(path => copy.Directories.Contains(Path.GetDirectoryName(path)!)));

    private NaiveStream? Audit(ArchiveTree tree, string stream, Timestamp? start, Timestamp? end, IExpectation? expectation = null) =>
        Audit(tree, start, end, expectation).Streams.Find(one => one.Id.ToString() == stream);

    private NaiveAudit Audit(ArchiveTree tree, Timestamp? start, Timestamp? end, IExpectation? expectation)
    {
        var audit = new AuditRequest
        {
            Start = start,
            End = end,
            Tolerance = request.Tolerance,
            Settle = request.Settle,
            Expectation = expectation,
        };
        var now = Timestamp.FromDateTimeOffset(request.TimeProvider.GetUtcNow());
        return new NaiveAudit(tree, audit, now);
    }
}
