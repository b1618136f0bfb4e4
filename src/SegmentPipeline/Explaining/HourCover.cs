namespace SegmentPipeline;

/// <summary>What one hour covers: its selected segments without names, those of one kind joined where they are contiguous.</summary>
/// <remarks>A gap within the tolerance between two segments of a kind is closed in every layer that has the kind, whatever else there is,
/// so joining them changes no layer (semantics §4).</remarks>
internal sealed class HourCover
{
    private readonly List<(TimeRange Range, SegmentKind Kind)> _pieces = [];

    private HourCover(Hour hour, bool isUnreadable, IReadOnlyList<UnreadableFinding> unreadable)
    {
        Hour = hour;
        IsUnreadable = isUnreadable;
        Unreadable = unreadable;
    }

    internal Hour Hour { get; }

    /// <summary>Whether its time that nothing covers is unknown.</summary>
    internal bool IsUnreadable { get; }

    /// <summary>What could not be read of it.</summary>
    internal IReadOnlyList<UnreadableFinding> Unreadable { get; }

    /// <summary>The pieces, by start.</summary>
    internal IReadOnlyList<(TimeRange Range, SegmentKind Kind)> Pieces => _pieces;

    /// <summary>The first selected start, of segments without length too.</summary>
    internal Timestamp? FirstStart { get; private set; }

    /// <summary>The greatest selected end.</summary>
    internal Timestamp? GreatestEnd { get; private set; }

    internal static HourCover FromBuffers(HourBuffers buffers, long toleranceMicroseconds)
    {
        var cover = new HourCover(buffers.Work.Hour!.Value, buffers.HidesTime, buffers.AllUnreadable());
        var hourStart = cover.Hour.Start;
        Span<int> last = [-1, -1, -1, -1];
        foreach (ref readonly var entry in buffers.Selected)
        {
            var range = new TimeRange(hourStart.AddMicroseconds(entry.StartMicroseconds), hourStart.AddMicroseconds(entry.EndMicroseconds));
            cover.FirstStart ??= range.Start;
            cover.GreatestEnd = cover.GreatestEnd is { } greatest ? Timestamp.Max(greatest, range.End) : range.End;
            if (!range.IsEmpty) cover.Add(range, entry.Kind, ref last[(int)entry.Kind], toleranceMicroseconds);
        }

        return cover;
    }

    private void Add(TimeRange range, SegmentKind kind, ref int last, long toleranceMicroseconds)
    {
        if (last >= 0 && range.Start.MicrosecondsSince(_pieces[last].Range.End) <= toleranceMicroseconds)
        {
            var joined = _pieces[last].Range;
            _pieces[last] = (new TimeRange(joined.Start, Timestamp.Max(joined.End, range.End)), kind);
            return;
        }

        last = _pieces.Count;
        _pieces.Add((range, kind));
    }
}
