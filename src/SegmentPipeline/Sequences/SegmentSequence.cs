using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>The playable sequence of a range: the best segments in time order, and where it breaks.</summary>
/// <remarks>Source: semantics §3. Two neighbouring segments without a hole between them are contiguous.</remarks>
[JsonConverter(typeof(SegmentSequenceJsonConverter))]
public sealed class SegmentSequence
{
    internal SegmentSequence(
        SelectionRequest request,
        IReadOnlyList<Segment> segments,
        IReadOnlyList<SequenceHole> holes,
        IReadOnlyList<UnreadableFinding> unreadable)
    {
        Stream = request.Stream;
        Range = request.Range;
        Preference = request.Preference;
        Segments = segments;
        Holes = holes;
        Unreadable = unreadable;
    }

    /// <summary>The stream.</summary>
    public StreamId Stream { get; }

    /// <summary>The range that was asked for.</summary>
    public TimeRange Range { get; }

    /// <summary>Which of the sequences that its segments make was preferred.</summary>
    public SequencePreference Preference { get; }

    /// <summary>The segments, in the order in which they are played.</summary>
    public IReadOnlyList<Segment> Segments { get; }

    /// <summary>Where the sequence breaks, in time order. Each says before which segment it stands.</summary>
    public IReadOnlyList<SequenceHole> Holes { get; }

    /// <summary>What could not be read on the way. A hole may be only apparent if this is not empty.</summary>
    public IReadOnlyList<UnreadableFinding> Unreadable { get; }
}
