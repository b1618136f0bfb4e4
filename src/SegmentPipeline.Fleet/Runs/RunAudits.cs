using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Fleet;

/// <summary>What a run asks of one archive.</summary>
internal static class RunAudits
{
    /// <summary>Opens an archive, which may be away for now.</summary>
    internal static SegmentArchive Open(ScheduledArchive archive, TimeProvider clock) =>
        SegmentArchive.Open(archive.Audit.Root!, new SegmentArchiveOptions { TimeProvider = clock, MayBeAbsent = true });

    /// <summary>What the archive's own audits ask, but for the window, and for what the run says of streams and tolerance.</summary>
    internal static AuditRequest RequestOf(FleetRunRequest request, ScheduledArchive archive, TimeProvider clock)
    {
        var usual = archive.ToAuditRequest(clock);
        return usual with
        {
            Channels = request.Channels.Count > 0 ? request.Channels : usual.Channels,
            Qualities = request.Qualities.Count > 0 ? request.Qualities : usual.Qualities,
            Start = request.Start,
            End = request.End,
            StartsAtFirstSegment = false,
            Tolerance = request.Tolerance ?? usual.Tolerance,
        };
    }

    /// <summary>What is asked, without the streams that are not here; null if none of them is: having nothing is an answer, too.</summary>
    internal static async Task<AuditRequest?> ChooseAsync(SegmentArchive source, AuditRequest audit, CancellationToken cancellationToken)
    {
        if (audit.Channels.Count == 0 && audit.Qualities.Count == 0) return audit;
        var here = await source.GetStreamsAsync(cancellationToken).ConfigureAwait(false);
        var asked = here.Where(stream => Has(audit.Channels, stream.Channel) && Has(audit.Qualities, stream.Quality)).ToList();
        return asked.Count == 0
            ? null
            : audit with
            {
                Channels = [.. audit.Channels.Where(name => asked.Exists(stream => stream.Channel == name))],
                Qualities = [.. audit.Qualities.Where(name => asked.Exists(stream => stream.Quality == name))],
            };
    }

    private static bool Has(IReadOnlyList<string> names, string name) => names.Count == 0 || names.Contains(name);
}
