namespace SegmentPipeline;

/// <summary>Compares how far the streams of a channel go, and tells those that ended long before another, or before what is
/// expected.</summary>
/// <remarks>Source: semantics §4. Holds one entry for each quality of one channel.</remarks>
internal sealed class ChannelEnds(AuditRequest request, Timestamp now)
{
    private readonly List<StreamEnd> _streams = [];

    /// <summary>No window ends after it.</summary>
    private readonly Timestamp _cut = Timestamp.Min(
        request.End ?? new Timestamp(long.MaxValue),
        now.AddMicroseconds(-request.SettleMicroseconds));

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
        var other = last is null ? default(StreamEnd?) : _streams.Find(stream => stream.LastEnd == last);
        records.AddRange(_streams.Select(stream => SilentOf(stream, other)).OfType<SilentFinding>());
        _streams.Clear();
    }

    private SilentFinding? SilentOf(StreamEnd stream, StreamEnd? other)
    {
        var hasNotBegun = request.StartsAtFirstSegment && stream.Window is null;
        if (hasNotBegun || (stream.LastEnd ?? request.Start ?? other?.Window!.Value.Start) is not { } from) return null;
        if (stream.UnreadableEnd is { } unreadable) from = Timestamp.Max(from, unreadable);
        var range = TimeRange.Unordered(from, Timestamp.Max(_cut, other?.LastEnd ?? _cut));
        if (range.IsEmpty) return null;
        var goesOn = other?.LastEnd > from ? other : null;
        return request.Expectation?.Find(stream.Stream, range) is { } expected
            ? SilentOf(stream.Stream, expected.In(range), goesOn)
            : SilentOf(stream.Stream, TimeRange.Unordered(from, other?.LastEnd ?? from), goesOn);
    }

    /// <summary>Whether a stream of which everything is expected has ended long before another.</summary>
    private SilentFinding? SilentOf(StreamId stream, TimeRange range, StreamEnd? other) =>
        range.Microseconds > request.SilenceMicroseconds ? new SilentFinding
        {
            Stream = stream,
            Range = range,
            Other = other!.Value.Stream.Quality,
        } : null;

    /// <summary>Whether a stream has ended long before what is expected of it up to now.</summary>
    private SilentFinding? SilentOf(StreamId stream, IReadOnlyList<TimeRange> expected, StreamEnd? other) =>
        expected.Sum(range => range.Microseconds) > request.SilenceMicroseconds ? new SilentFinding
        {
            Stream = stream,
            Range = new TimeRange(expected[0].Start, expected[^1].End),
            Other = other?.Stream.Quality,
        } : null;
}
