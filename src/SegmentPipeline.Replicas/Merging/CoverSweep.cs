using System.Numerics;

namespace SegmentPipeline.Replicas;

/// <summary>Goes through a range of time with the timelines of all nodes, from each moment at which one of them changes to the
/// next.</summary>
internal sealed class CoverSweep
{
    private readonly TimeRange _window;
    private readonly NodeCursor[] _nodes;
    private readonly ulong[] _covering;

    internal CoverSweep(TimeRange window, IReadOnlyList<NodeTimeline> nodes)
    {
        _window = window;
        _nodes = [.. nodes.Select(node => new NodeCursor(node.Spans))];
        _covering = new ulong[(nodes.Count + 63) / 64];
    }

    /// <summary>The steps, in time order; they add up to the window. A step's nodes are only good until the next one.</summary>
    internal IEnumerable<CoverStep> Steps()
    {
        for (var moment = _window.Start; moment < _window.End;)
        {
            var end = _window.End;
            var best = CoverageClass.Unknown;
            var (areAllUncovered, isMissing) = (_nodes.Length > 0, false);
            Array.Clear(_covering);
            for (var at = 0; at < _nodes.Length; at++)
            {
                var node = _nodes[at];
                node.MoveTo(moment);
                end = Timestamp.Min(end, node.Until);
                areAllUncovered &= node.Class is CoverageClass.Missing or CoverageClass.Off;
                isMissing |= node.Class == CoverageClass.Missing;
                if (node.Class is CoverageClass.Missing or CoverageClass.Unknown or CoverageClass.Off) continue;
                _covering[at / 64] |= 1UL << (at % 64);
                if (node.Class < best) best = node.Class;
            }

            var step = new TimeRange(moment, end);
            var uncovered = isMissing ? CoverageClass.Missing : CoverageClass.Off;
            yield return new CoverStep(step, areAllUncovered ? uncovered : best, _covering);
            moment = end;
        }
    }

    /// <summary>Where one node's timeline is.</summary>
    private sealed class NodeCursor(IReadOnlyList<AnswerSpan> spans)
    {
        private static readonly Timestamp Never = new(long.MaxValue);

        private int _at;

        internal CoverageClass Class { get; private set; }

        /// <summary>The next moment at which it may change.</summary>
        internal Timestamp Until { get; private set; } = new(long.MinValue);

        internal void MoveTo(Timestamp moment)
        {
            if (moment < Until) return;
            while (_at < spans.Count && spans[_at].Range.End <= moment) _at++;
            var isIn = _at < spans.Count && spans[_at].Range.Start <= moment;
            Class = isIn ? spans[_at].Class : CoverageClass.Full;
            Until = isIn ? spans[_at].Range.End : _at < spans.Count ? spans[_at].Range.Start : Never;
        }
    }
}

/// <summary>A range in which no node changes.</summary>
/// <param name="Range">The range.</param>
/// <param name="Class">The class of the fleet.</param>
/// <param name="Covering">The nodes that cover it, a bit each.</param>
internal readonly record struct CoverStep(TimeRange Range, CoverageClass Class, ulong[] Covering)
{
    /// <summary>How many nodes cover it.</summary>
    internal int CountCopies()
    {
        var copies = 0;
        foreach (var word in Covering) copies += BitOperations.PopCount(word);
        return copies;
    }
}
