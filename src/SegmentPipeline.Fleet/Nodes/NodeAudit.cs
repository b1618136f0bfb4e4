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
        var asked = RunAudits.RequestOf(request, archive, clock);
        var context = archive.Audit.ToAuditContext() with { Progress = part };
        if (await RunAudits.ChooseAsync(source, asked, part.Stopped).ConfigureAwait(false) is { } audit)
        {
            await foreach (var record in source.AuditAsync(audit, context, part.Stopped).ConfigureAwait(false))
                await writer.WriteAsync(record, part.Stopped).ConfigureAwait(false);
        }
        else
        {
            foreach (var record in NothingOf(source, asked))
                await writer.WriteAsync(record, part.Stopped).ConfigureAwait(false);
        }

        await writer.CompleteAsync(part.Stopped).ConfigureAwait(false);
        answer.Commit();
    }

    /// <summary>The records of an audit that has found none of the streams.</summary>
    private IEnumerable<AuditRecord> NothingOf(SegmentArchive source, AuditRequest audit)
    {
        yield return new HeaderRecord
        {
            Version = NodeWork.Version,
            Root = source.Root,
            Start = audit.Start,
            End = audit.End,
            Tolerance = audit.Tolerance,
            Started = Timestamp.FromDateTimeOffset(clock.GetUtcNow()),
        };
        yield return new SummaryRecord
        {
            Streams = 0,
            Hours = 0,
            Entries = new EntryCounts(),
            Microseconds = new ClassMicroseconds(),
            Findings = new FindingCounts(),
            Complete = true,
            Outcome = AuditOutcome.Success,
            Elapsed = TimeSpan.Zero,
        };
    }
}
