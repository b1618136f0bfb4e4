namespace SegmentPipeline.Testing;

/// <summary>Whether a stream has ended long before another quality of its channel, or before what is expected of it.</summary>
/// <remarks>Source: semantics §4.</remarks>
internal static class NaiveSilence
{
    internal static SilentFinding? Of(NaiveStream stream, IReadOnlyList<NaiveStream> channel, AuditRequest request, Timestamp now)
    {
        if (request.SilenceMicroseconds is not { } most || !stream.Readable) return null;
        if (request.StartsAtFirstSegment && stream.Window is null) return null;
        var other = channel.Where(s => s.LastEnd is not null).OrderByDescending(s => s.LastEnd).FirstOrDefault();
        if ((stream.LastEnd ?? request.Start?.UnixMicroseconds ?? other?.Window!.Value.Start) is not { } end) return null;
        end = Math.Max(end, stream.Hours.Where(h => !h.Readable).Select(h => h.End).DefaultIfEmpty(long.MinValue).Max());
        var goesOn = other?.LastEnd > end ? other.Id.Quality : null;
        var cut = now.UnixMicroseconds - request.SettleMicroseconds;
        var last = Math.Min(request.End?.UnixMicroseconds ?? long.MaxValue, cut);
        if (end < last && request.Expectation?.Find(stream.Id, NaiveText.Range(end, last)) is { } expected)
        {
            var due = NaiveExpectation.In(expected, NaiveText.Range(end, last));
            return due.Sum(range => range.Microseconds) <= most ? null : new SilentFinding
            {
                Stream = stream.Id,
                Range = new TimeRange(due[0].Start, due[^1].End),
                Other = goesOn,
            };
        }

        return other?.LastEnd - end > most
            ? new SilentFinding { Stream = stream.Id, Range = NaiveText.Range(end, other!.LastEnd!.Value), Other = goesOn }
            : null;
    }
}
