namespace SegmentPipeline;

/// <summary>Where the window of a stream starts.</summary>
/// <remarks>Source: semantics §4.</remarks>
internal static class WindowStart
{
    /// <summary>The start if it is known before the first segment; else null.</summary>
    internal static Timestamp? BeforeFirstSegment(StreamPlan plan, AuditRequest request) =>
        request.StartsAtFirstSegment && plan.IsReadable && !plan.HasEarlierHours ? null : request.Start;

    /// <summary>The first selected start of an hour, but not before the request's start. Reads Work and Selected; writes nothing.</summary>
    internal static Timestamp AtFirstSegment(HourBuffers buffers, AuditRequest request)
    {
        var first = buffers.Work.Hour!.Value.Start.AddMicroseconds(buffers.Selected[0].StartMicroseconds);
        return request.Start is { } start ? Timestamp.Max(start, first) : first;
    }
}
