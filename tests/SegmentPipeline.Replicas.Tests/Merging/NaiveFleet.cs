using SegmentPipeline.Testing;

namespace SegmentPipeline.Replicas.Tests.Merging;

/// <summary>The merge of what nodes say, without any cleverness: time is cut wherever any node may change, and each piece is judged for
/// itself by asking every node.</summary>
/// <remarks>Source: semantics §10.</remarks>
internal sealed class NaiveFleet
{
    private readonly List<NaiveNode> _nodes;
    private readonly MergeRequest _request;
    private readonly List<StreamId> _streams;

    internal NaiveFleet(IEnumerable<NaiveNode> nodes, MergeRequest request)
    {
        _nodes = [.. nodes.OrderBy(node => node.Name, StringComparer.Ordinal)];
        _request = request;
        _streams = [.. _nodes.SelectMany(node => node.Streams.Keys).Distinct().Order()];
    }

    /// <summary>All records, in order.</summary>
    internal List<FleetRecord> Records()
    {
        var records = new List<FleetRecord>(_nodes.Select(node => new NodeRecord
        {
            Node = node.Name,
            AsOf = node.AsOf,
            Answered = node.Answered,
            Complete = node.Complete,
            Cause = node.Cause,
        }));
        foreach (var stream in _streams) records.AddRange(RecordsOf(stream));
        records.Add(Summary(records));
        return records;
    }

    private List<FleetRecord> RecordsOf(StreamId stream)
    {
        var pieces = PiecesOf(stream);
        var holes = Joined(pieces.Where(piece => ClassOf(stream, piece.Start) == CoverageClass.Missing), _ => "")
            .Select(hole => (hole.Start, Order: 0, Record: (FleetRecord)new FleetHoleRecord { Stream = stream, Range = Range(hole) }));
        var few = Joined(pieces.Where(piece => IsFew(stream, piece.Start)), piece => string.Join(',', Covering(stream, piece.Start)))
            .Where(range => _request.Copies is not null || range.End - range.Start >= _request.SingleFrom.TotalMicroseconds)
            .Select(range => (range.Start, Order: 1, Record: Few(stream, range)));
        var verdicts = _request.Verdicts ? _nodes.SelectMany((node, at) => VerdictsOf(stream, node, at, pieces)) : [];
        return
        [
            .. holes.Concat(few).Concat(verdicts).OrderBy(one => one.Start).ThenBy(one => one.Order).Select(one => one.Record),
            Figures(stream, pieces),
        ];
    }

    private bool IsFew(StreamId stream, long start)
    {
        var copies = Covering(stream, start).Count;
        return _request.Copies is { } wanted ? copies > 0 && copies < wanted : copies == 1;
    }

    private FleetRecord Few(StreamId stream, (long Start, long End) range)
    {
        var nodes = Covering(stream, range.Start);
        return _request.Copies is null
            ? new SingleRecord { Stream = stream, Range = Range(range), Node = nodes.Single() }
            : new ThinRecord { Stream = stream, Range = Range(range), Nodes = nodes };
    }

    private IEnumerable<(long Start, int Order, FleetRecord Record)> VerdictsOf(
        StreamId stream,
        NaiveNode node,
        int at,
        List<(long Start, long End)> pieces)
    {
        foreach (var hole in Joined(pieces.Where(piece => node.ClassOf(stream, piece.Start) == CoverageClass.Missing), _ => ""))
        {
            yield return (hole.Start, 2 + at, new FleetVerdictRecord
            {
                Node = node.Name,
                Stream = stream,
                Hole = Range(hole),
                Parts = PartsOf(stream, node, hole),
            });
        }
    }

    private List<VerdictPart> PartsOf(StreamId stream, NaiveNode node, (long Start, long End) hole)
    {
        var others = _streams.Where(other => other.Channel == stream.Channel && other != stream).ToList();
        var pieces = Pieces(hole.Start, hole.End);
        var lengths = others.ToDictionary(other => other.Quality, other => pieces
            .Where(piece => Covering(other, piece.Start).Count > 0).Sum(piece => piece.End - piece.Start));
        var parts = new List<VerdictPart>();
        foreach (var (start, end) in pieces)
        {
            var givers = Covering(stream, start).Where(name => name != node.Name).ToList();
            var qualities = others.Where(other => Covering(other, start).Count > 0).Select(other => other.Quality)
                .OrderByDescending(quality => lengths[quality]).ThenBy(quality => quality, StringComparer.Ordinal).ToList();
            var isUnknown = _nodes.Exists(one => (one != node && one.ClassOf(stream, start) == CoverageClass.Unknown)
                || others.Exists(other => one.ClassOf(other, start) == CoverageClass.Unknown));
            var part = new VerdictPart
            {
                Start = new Timestamp(start),
                End = new Timestamp(end),
                Verdict = givers.Count > 0 ? HoleVerdict.Fillable
                    : qualities.Count > 0 ? HoleVerdict.Lower
                    : isUnknown ? HoleVerdict.Unknown : HoleVerdict.Nowhere,
                Replicas = givers.Count > 0 ? givers : null,
                Qualities = givers.Count == 0 && qualities.Count > 0 ? qualities : null,
            };
            if (parts.Count > 0 && Comparing.NaiveVerdicts.Words(parts[^1]) == Comparing.NaiveVerdicts.Words(part))
                parts[^1] = parts[^1] with { End = part.End };
            else parts.Add(part);
        }

        return parts;
    }

    private FleetStreamRecord Figures(StreamId stream, List<(long Start, long End)> pieces) => new()
    {
        Stream = stream,
        Window = WindowOf(stream) is { } window ? Range(window) : null,
        Microseconds = new ClassMicroseconds
        {
            Full = TimeOf(stream, CoverageClass.Full, pieces),
            Suspect = TimeOf(stream, CoverageClass.Suspect, pieces),
            Partial = TimeOf(stream, CoverageClass.Partial, pieces),
            Missing = TimeOf(stream, CoverageClass.Missing, pieces),
            Unknown = TimeOf(stream, CoverageClass.Unknown, pieces),
            Off = TimeOf(stream, CoverageClass.Off, pieces),
        },
        Copies = [.. Enumerable.Range(0, _nodes.Count + 1)
            .Select(copies => pieces.Where(piece => Covering(stream, piece.Start).Count == copies).Sum(piece => piece.End - piece.Start))],
    };

    private FleetSummaryRecord Summary(List<FleetRecord> records)
    {
        var figures = records.OfType<FleetStreamRecord>().ToList();
        var classes = figures.Aggregate(default(ClassMicroseconds), (sum, one) => sum + one.Microseconds);
        var isComplete = _nodes.TrueForAll(node => node.Complete);
        var isFound = records.Exists(record => record is FleetHoleRecord or ThinRecord);
        return new FleetSummaryRecord
        {
            Nodes = _nodes.Count,
            Answered = _nodes.Count(node => node.Answered),
            Streams = figures.Count,
            Microseconds = classes,
            Copies = [.. Enumerable.Range(0, _nodes.Count + 1).Select(copies => figures.Sum(one => one.Copies[copies]))],
            Holes = records.Count(record => record is FleetHoleRecord),
            Thin = records.Count(record => record is ThinRecord),
            Complete = isComplete,
            Exit = !isComplete ? 3 : classes.Total == 0 ? 2 : isFound ? 1 : 0,
        };
    }

    private long TimeOf(StreamId stream, CoverageClass @class, List<(long Start, long End)> pieces) =>
        pieces.Where(piece => ClassOf(stream, piece.Start) == @class).Sum(piece => piece.End - piece.Start);

    /// <summary>The class of the fleet.</summary>
    private CoverageClass ClassOf(StreamId stream, long start)
    {
        var classes = _nodes.Select(node => node.ClassOf(stream, start)).ToList();
        foreach (var best in new[] { CoverageClass.Full, CoverageClass.Suspect, CoverageClass.Partial })
        {
            if (classes.Contains(best)) return best;
        }

        if (classes.TrueForAll(one => one == CoverageClass.Off)) return CoverageClass.Off;
        return classes.TrueForAll(one => one is CoverageClass.Missing or CoverageClass.Off) ? CoverageClass.Missing : CoverageClass.Unknown;
    }

    private List<string> Covering(StreamId stream, long start) => _nodes
        .Where(node => node.ClassOf(stream, start) is CoverageClass.Full or CoverageClass.Suspect or CoverageClass.Partial)
        .Select(node => node.Name)
        .ToList();

    private (long Start, long End)? WindowOf(StreamId stream)
    {
        var windows = _nodes.Select(node => node.Streams.GetValueOrDefault(stream)).OfType<NaiveCopy>().ToList();
        if (windows.Count == 0) return null;
        var lasting = windows.Where(window => window.Start < window.End).ToList();
        var start = lasting.Count > 0 ? lasting.Min(window => window.Start) : windows.Min(window => window.Start);
        var end = lasting.Count > 0 ? lasting.Max(window => window.End) : start;
        start = Math.Max(start, _request.Start?.UnixMicroseconds ?? start);
        end = Math.Min(end, _request.End?.UnixMicroseconds ?? end);
        return (start, Math.Max(start, end));
    }

    private List<(long Start, long End)> PiecesOf(StreamId stream) =>
        WindowOf(stream) is { } window ? Pieces(window.Start, window.End) : [];

    private List<(long Start, long End)> Pieces(long start, long end)
    {
        var cuts = _nodes.SelectMany(node => node.Cuts()).Where(cut => start < cut && cut < end).Append(start).Append(end)
            .Distinct().Order().ToList();
        return [.. cuts.Zip(cuts.Skip(1))];
    }

    /// <summary>Neighbours of which something is the same, as one.</summary>
    private static List<(long Start, long End)> Joined(
        IEnumerable<(long Start, long End)> pieces,
        Func<(long Start, long End), string> same)
    {
        var joined = new List<(long Start, long End)>();
        foreach (var piece in pieces)
        {
            if (joined.Count > 0 && joined[^1].End == piece.Start && same(joined[^1]) == same(piece))
                joined[^1] = (joined[^1].Start, piece.End);
            else joined.Add(piece);
        }

        return joined;
    }

    private static TimeRange Range((long Start, long End) range) => NaiveText.Range(range.Start, range.End);
}
