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
        var usual = archive.Audit.ToAuditRequest(clock);
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
}
