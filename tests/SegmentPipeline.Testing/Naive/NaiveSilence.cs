namespace SegmentPipeline.Testing;

/// <summary>Whether a stream has ended long before another quality of its channel.</summary>
/// <remarks>Source: semantics §4.</remarks>
internal static class NaiveSilence
{
    internal static SilentFinding? Of(NaiveStream stream, IReadOnlyList<NaiveStream> channel, AuditRequest request)
    {
        if (request.SilenceMicroseconds is not { } most || !stream.Readable) return null;
        if (channel.Where(s => s.LastEnd is not null).OrderByDescending(s => s.LastEnd).FirstOrDefault() is not { } other) return null;
        var unreadable = stream.Hours.Where(h => !h.Readable).Select(h => h.End).DefaultIfEmpty(long.MinValue).Max();
        var end = Math.Max(unreadable, stream.LastEnd ?? request.Start?.UnixMicroseconds ?? other.Window!.Value.Start);
        return other.LastEnd!.Value - end > most
            ? new SilentFinding { Stream = stream.Id, Range = NaiveText.Range(end, other.LastEnd.Value), Other = other.Id.Quality }
            : null;
    }
}
