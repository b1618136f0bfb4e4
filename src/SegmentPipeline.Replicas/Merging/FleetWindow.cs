namespace SegmentPipeline.Replicas;

/// <summary>The window of a stream in a fleet.</summary>
/// <remarks>Source: semantics §10.</remarks>
internal static class FleetWindow
{
    /// <summary>From the least start to the greatest end of the nodes' windows that have a length, within what is asked for; if none has,
    /// the one that starts first. Null if no node has a window.</summary>
    internal static TimeRange? Of(IEnumerable<StreamAnswer?> answers, MergeRequest request)
    {
        TimeRange? hull = null;
        foreach (var window in answers.Select(answer => answer?.Window).OfType<TimeRange>())
        {
            if (hull is not { } before || (before.IsEmpty && !window.IsEmpty)) hull = window;
            else if (window.IsEmpty && before.IsEmpty) hull = window.Start < before.Start ? window : before;
            else if (!window.IsEmpty)
                hull = new TimeRange(Timestamp.Min(before.Start, window.Start), Timestamp.Max(before.End, window.End));
        }

        if (hull is not { } whole) return null;
        var start = request.Start is { } from ? Timestamp.Max(from, whole.Start) : whole.Start;
        var end = request.End is { } to ? Timestamp.Min(to, whole.End) : whole.End;
        return new TimeRange(start, Timestamp.Max(start, end));
    }
}
