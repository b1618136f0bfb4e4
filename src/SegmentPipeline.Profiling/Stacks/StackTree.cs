using System.Runtime.InteropServices;

namespace SegmentPipeline.Profiling;

/// <summary>Stacks that share their outer frames, each known by the number of its innermost one. Equal stacks have equal numbers.</summary>
internal sealed class StackTree
{
    /// <summary>The stack without a frame.</summary>
    internal const int Root = -1;

    private readonly List<(int Outer, int Frame)> _nodes = [];
    private readonly Dictionary<(int Outer, int Frame), int> _nodeOf = [];
    private readonly List<Frame> _frames = [];
    private readonly Dictionary<Frame, int> _frameOf = [];

    /// <summary>All frames; a stack names them by their places.</summary>
    internal IReadOnlyList<Frame> Frames => _frames;

    /// <summary>The stack that has one more frame on the inside.</summary>
    internal int Add(int outer, Frame frame)
    {
        ref var frameIndex = ref CollectionsMarshal.GetValueRefOrAddDefault(_frameOf, frame, out var isKnown);
        if (!isKnown)
        {
            frameIndex = _frames.Count;
            _frames.Add(frame);
        }

        ref var node = ref CollectionsMarshal.GetValueRefOrAddDefault(_nodeOf, (outer, frameIndex), out isKnown);
        if (!isKnown)
        {
            node = _nodes.Count;
            _nodes.Add((outer, frameIndex));
        }

        return node;
    }

    /// <summary>The innermost frame of a stack other than <see cref="Root"/>.</summary>
    internal Frame InnermostOf(int stack) => _frames[_nodes[stack].Frame];

    /// <summary>The frames of a stack by their places, the outermost first.</summary>
    internal int[] FramesOf(int stack)
    {
        var frames = new List<int>();
        for (; stack != Root; stack = _nodes[stack].Outer) frames.Add(_nodes[stack].Frame);
        frames.Reverse();
        return [.. frames];
    }
}
