namespace SegmentPipeline.Replicas;

/// <summary>The records of one stream of a fleet.</summary>
internal sealed class StreamMerge
{
    private readonly StreamId _stream;
    private readonly NodeAnswer[] _answers;
    private readonly MergeRequest _request;
    private readonly ChannelCopies _channel;
    private readonly TimeRange? _window;
    private readonly List<FleetRecord> _records = [];
    private readonly CoverRun _holes = new();
    private readonly CoverRun _few = new();
    private readonly long[] _copies;
    private ClassMicroseconds _classes;

    internal StreamMerge(ChannelCopies channel, StreamId stream, NodeAnswer[] answers, MergeRequest request)
    {
        (_channel, _stream, _answers, _request) = (channel, stream, answers, request);
        _window = FleetWindow.Of(channel.AnswersOf(stream), request);
        _copies = new long[answers.Length + 1];
    }

    /// <summary>What is told of it in time order, then its figures.</summary>
    internal IEnumerable<FleetRecord> Records()
    {
        if (_window is { } window)
        {
            var nodes = Timelines(_stream, window);
            foreach (var step in new CoverSweep(window, nodes).Steps()) Add(step);
            AddHole(_holes.End());
            AddFew(_few.End());
            if (_request.Verdicts)
            {
                var verdicts = new NodeVerdicts(_stream, [.. _answers.Select(answer => answer.Node)], nodes, CopiesBeside(window));
                foreach (var record in InTimeOrder.Merge(_records, verdicts.Records())) yield return record;
            }
            else
            {
                foreach (var record in _records) yield return record;
            }
        }

        yield return ToRecord();
    }

    private List<NodeTimeline> Timelines(StreamId stream, TimeRange window)
    {
        var copies = _channel.AnswersOf(stream);
        return [.. _answers.Select((answer, at) => NodeTimeline.Read(window, answer, copies[at]))];
    }

    /// <summary>What the nodes cover in other qualities of the channel.</summary>
    private List<CopyCover> CopiesBeside(TimeRange window) =>
        [.. _channel.Streams
            .Where(other => other != _stream)
            .SelectMany(other => Timelines(other, window)
                .Select((node, at) => new CopyCover(_answers[at].Node, other.Quality, node.ToCover())))];

    private void Add(CoverStep step)
    {
        var copies = step.CountCopies();
        _classes = _classes.With(step.Class, step.Range.Microseconds);
        _copies[copies] += step.Range.Microseconds;
        AddHole(_holes.Add(step, step.Class == CoverageClass.Missing));
        AddFew(_few.Add(step, copies > 0 && copies < (_request.Copies ?? 2)));
    }

    private void AddHole((TimeRange Range, ulong[] Covering)? ended)
    {
        if (ended is { } hole) _records.Add(new FleetHoleRecord { Stream = _stream, Range = hole.Range });
    }

    private void AddFew((TimeRange Range, ulong[] Covering)? ended)
    {
        if (ended is not { } few) return;
        var nodes = _answers.Where((_, at) => (few.Covering[at / 64] >> (at % 64) & 1) == 1).Select(answer => answer.Node).ToList();
        if (_request.Copies is not null)
            _records.Add(new ThinRecord { Stream = _stream, Range = few.Range, Nodes = nodes });
        else if (few.Range.Duration >= _request.SingleFrom)
            _records.Add(new SingleRecord { Stream = _stream, Range = few.Range, Node = nodes[0] });
    }

    /// <exception cref="InvalidOperationException">The parts do not add up to the window: a defect of this program.</exception>
    private FleetStreamRecord ToRecord()
    {
        var length = _window?.Microseconds ?? 0;
        if (_classes.Total != length || _copies.Sum() != length)
            throw new InvalidOperationException($"the classes of {_stream} in the fleet do not add up to its window; this is a defect");
        return new FleetStreamRecord { Stream = _stream, Window = _window, Microseconds = _classes, Copies = _copies };
    }
}
