namespace SegmentPipeline.Hosting;

/// <summary>The streams of one run as they come: the first by name each by itself, all beyond the bound together.</summary>
internal sealed class StreamTally(int maxStreams)
{
    private readonly List<StreamFigures> _streams = [];
    private StreamFigures? _others;

    /// <summary>Entries of all streams.</summary>
    internal EntryCounts Entries { get; private set; }

    /// <summary>Streams beyond the bound.</summary>
    internal int Beyond { get; private set; }

    internal void Add(StreamRecord stream)
    {
        Entries += stream.Entries;
        var figures = StreamFigures.FromRecord(stream);
        if (_streams.Count < maxStreams)
        {
            _streams.Add(figures);
            return;
        }

        Beyond++;
        _others = _others?.Plus(figures) ?? figures.AsOthers();
    }

    internal IEnumerable<StreamFigures> All() => _others is { } others ? _streams.Append(others) : _streams;
}
