using Bogus;

namespace SegmentPipeline.Replicas.Tests.Merging;

/// <summary>A fleet made up from a seed: 1 to 7 nodes, of which some are dead, some could not read all, some lack streams, on an axis of so
/// few microseconds that borders meet.</summary>
internal sealed class FakedFleet
{
    private static readonly long Zero = Timestamp.Parse("2026-03-28T22").UnixMicroseconds;
    private static readonly StreamId[] Streams = [new("a", "1080p"), new("a", "720p"), new("a", "source"), new("b", "source"), new("é", "q")];
    private static readonly CoverageClass[] Classes =
    [
        CoverageClass.Suspect, CoverageClass.Partial, CoverageClass.Missing, CoverageClass.Missing, CoverageClass.Unknown,
        CoverageClass.Off,
    ];

    private readonly Randomizer _random;
    private readonly int _length;

    private FakedFleet(int seed)
    {
        _random = new Randomizer(seed);
        _length = _random.ArrayElement([3, 12, 60, 400]);
        var streams = _random.Shuffle(Streams).Take(_random.Int(1, 4)).ToList();
        Nodes = [.. Enumerable.Range(0, _random.Int(1, 7)).Select(at => Node($"{"nN"[at % 2]}{at}", streams))];
        Request = Asked();
    }

    internal IReadOnlyList<NaiveNode> Nodes { get; }

    internal MergeRequest Request { get; }

    internal static FakedFleet Make(int seed) => new(seed);

    private MergeRequest Asked()
    {
        var moments = new[] { Moment(), Moment() }.Order().ToList();
        return new MergeRequest
        {
            Copies = _random.Bool() ? _random.Int(1, 4) : null,
            SingleFrom = TimeSpan.FromMicroseconds(_random.ArrayElement([0, 1, 2, 10])),
            Verdicts = _random.Bool(),
            Start = _random.Bool(0.2f) ? new Timestamp(moments[0]) : null,
            End = _random.Bool(0.2f) ? new Timestamp(moments[1]) : null,
        };
    }

    private NaiveNode Node(string name, List<StreamId> streams)
    {
        if (_random.Bool(0.12f)) return new NaiveNode { Name = name, Answered = false, Complete = false, Cause = "it is dead" };
        var settle = _random.Int(0, 1000);
        var isComplete = _random.Bool(0.85f);
        var node = new NaiveNode
        {
            Name = name,
            Complete = isComplete,
            Cause = isComplete ? null : "a disk is broken",
            Settle = TimeSpan.FromMicroseconds(settle),
            AsOf = _random.Bool(0.05f) ? null : new Timestamp(Moment() + settle + (_random.Bool(0.6f) ? _length : 0)),
        };
        foreach (var stream in streams.Where(_ => _random.Bool(0.8f))) node.Streams.Add(stream, _random.Bool(0.05f) ? null : Copy());
        return node;
    }

    private NaiveCopy Copy()
    {
        var (start, end) = (Moment(), Moment());
        if (_random.Bool(0.4f)) (start, end) = (Zero, Zero + _length);
        if (end < start) (start, end) = (end, start);
        var pieces = new List<(long Start, long End, CoverageClass Class)>();
        for (var at = start; at < end;)
        {
            var next = Math.Min(end, at + _random.Int(1, Math.Max(1, _length / 6)));
            if (_random.Bool(0.45f)) pieces.Add((at, next, _random.ArrayElement(Classes)));
            at = next;
        }

        return new NaiveCopy(start, end, pieces);
    }

    private long Moment() => Zero + _random.Int(-2, _length + 2);
}
