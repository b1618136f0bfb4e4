using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Fleet;

/// <summary>Audits this node's copy for a run, and keeps the records.</summary>
internal sealed class NodeAudit(AnswerFiles files, TimeProvider clock)
{
    /// <summary>Audits once.</summary>
    /// <exception cref="AuditFailedException">The archive cannot be audited.</exception>
    /// <exception cref="IOException">The answer cannot be written.</exception>
    internal async Task RunAsync(string run, FleetRunRequest request, ScheduledArchive archive, NodePart part)
    {
        var source = RunAudits.Open(archive, clock);
        await using var _ = source.ConfigureAwait(false);
        using var answer = files.Write(run);
        var writer = new NdjsonRecordWriter(answer.Stream);
        var context = archive.Audit.ToAuditContext() with { Progress = part };
        var audit = await RequestAsync(source, request, archive, part.Stopped).ConfigureAwait(false);
        await foreach (var record in source.AuditAsync(audit, context, part.Stopped).ConfigureAwait(false))
            await writer.WriteAsync(record, part.Stopped).ConfigureAwait(false);
        await writer.CompleteAsync(part.Stopped).ConfigureAwait(false);
        answer.Commit();
    }

    /// <summary>What the run asks, without the streams that are not here: having nothing is an answer.</summary>
    private async Task<AuditRequest> RequestAsync(
        SegmentArchive source,
        FleetRunRequest request,
        ScheduledArchive archive,
        CancellationToken cancellationToken)
    {
        var audit = RunAudits.RequestOf(request, archive, clock);
        if (audit.Channels.Count == 0 && audit.Qualities.Count == 0) return audit;
        var here = await source.GetStreamsAsync(cancellationToken).ConfigureAwait(false);
        var asked = here.Where(stream => Has(audit.Channels, stream.Channel) && Has(audit.Qualities, stream.Quality)).ToList();
        return asked.Count == 0
            ? audit with { Channels = [], Qualities = [], Exclude = ["*"] }
            : audit with
            {
                Channels = [.. audit.Channels.Where(name => asked.Exists(stream => stream.Channel == name))],
                Qualities = [.. audit.Qualities.Where(name => asked.Exists(stream => stream.Quality == name))],
            };
    }

    private static bool Has(IReadOnlyList<string> names, string name) => names.Count == 0 || names.Contains(name);
}
