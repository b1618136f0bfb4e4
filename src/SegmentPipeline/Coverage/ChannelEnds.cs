namespace SegmentPipeline;

/// <summary>Compares how far the streams of a channel go, and tells those that ended long before another.</summary>
/// <remarks>Source: semantics §4. Holds one entry for each quality of one channel.</remarks>
internal sealed class ChannelEnds(AuditRequest request)
{
    private readonly List<StreamEnd> _streams = [];

    /// <summary>Adds a stream of the channel; they come by quality.</summary>
    internal void Add(StreamEnd stream)
    {
        if (request.SilenceMicroseconds is not null) _streams.Add(stream);
    }

    /// <summary>Ends the channel.</summary>
    /// <param name="records">Gets a finding for each silent stream, by quality.</param>
    internal void Finish(List<AuditRecord> records)
    {
        var last = _streams.Max(stream => stream.LastEnd);
        if (last is not null)
        {
            var other = _streams.Find(stream => stream.LastEnd == last);
            records.AddRange(_streams.Select(stream => SilentOf(stream, other)).OfType<SilentFinding>());
        }

        _streams.Clear();
    }

    private SilentFinding? SilentOf(StreamEnd stream, StreamEnd other)
    {
        var hasNotBegun = request.StartsAtFirstSegment && stream.Window is null;
        if (hasNotBegun) return null;
        var from = stream.LastEnd ?? request.Start ?? other.Window!.Value.Start;
        if (stream.UnreadableEnd is { } unreadable) from = Timestamp.Max(from, unreadable);
        var end = other.LastEnd!.Value;
        var isSilent = from < end && end.MicrosecondsSince(from) > request.SilenceMicroseconds;
        return isSilent ? new SilentFinding
        {
            Stream = stream.Stream,
            Range = new TimeRange(from, end),
            Other = other.Stream.Quality,
        } : null;
    }
}
