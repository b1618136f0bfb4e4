using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Fleet;

/// <summary>This node's part in the audit of a shared archive: divides it, reads pieces of it, makes the report from what all have
/// read.</summary>
internal sealed class SharedWork(AnswerFiles files, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Divides the archive into pieces of work.</summary>
    internal static async Task<WorkPlan> PlanAsync(FleetRunRequest request, ScheduledArchive archive, CancellationToken cancellationToken)
    {
        var source = RunAudits.Open(archive, TimeProvider.System);
        await using var _ = source.ConfigureAwait(false);
        var audit = RunAudits.RequestOf(request, archive, TimeProvider.System);
        return await WorkPlanner.MakeAsync(source, audit, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads pieces of the archive until all are done.</summary>
    internal async Task ReadAsync(FleetRunRequest request, ScheduledArchive archive, NodePart part, Func<IFleetRunGrain> run, string node)
    {
        var source = RunAudits.Open(archive, clock);
        await using var _ = source.ConfigureAwait(false);
        var device = FileIdentity.AtPath(source.Root)?.Device ?? 0;
        var idle = FirstPause;
        while (true)
        {
            part.Stopped.ThrowIfCancellationRequested();
            var lease = await AskAsync(() => run().LeaseAsync(node), part.Stopped).ConfigureAwait(false);
            if (lease.IsOver) return;
            if (lease.Items.Count == 0)
            {
                // Others have the last pieces: they may be done at once, or be given up in a quarter of an hour.
                await Task.Delay(idle, clock, part.Stopped).ConfigureAwait(false);
                idle = idle * 2 < Pause ? idle * 2 : Pause;
                continue;
            }

            idle = FirstPause;
            var told = await ReadAsync(source, request, archive, lease.Items, device, part).ConfigureAwait(false);
            await AskAsync(
                async () =>
                {
                    await run().CompleteAsync(node, lease.First, told).ConfigureAwait(false);
                    return true;
                },
                part.Stopped).ConfigureAwait(false);
        }
    }

    /// <summary>Makes the report: an audit that recalls what was read, and asks each directory whether it is still the same.</summary>
    /// <param name="run">The run.</param>
    /// <param name="archive">The archive.</param>
    /// <param name="part">How far it is.</param>
    /// <param name="memory">Makes the memory of what was read, with the device of the archive's root here.</param>
    /// <returns>How it ended.</returns>
    internal async Task<AuditOutcome> ReportAsync(
        FleetRunStatus run, ScheduledArchive archive, NodePart part, Func<ulong, ToldHours> memory)
    {
        var stopped = new ReportClock(run.Started);
        var source = RunAudits.Open(archive, stopped);
        await using var _ = source.ConfigureAwait(false);
        var device = FileIdentity.AtPath(source.Root)?.Device ?? 0;
        var context = archive.Audit.ToAuditContext() with { Memory = memory(device), Progress = part };
        using var answer = files.Write(run.Id);
        var writer = new NdjsonRecordWriter(answer.Stream);
        SummaryRecord? summary = null;
        var records = source.AuditAsync(RunAudits.RequestOf(run.Request, archive, stopped), context, part.Stopped);
        await foreach (var record in records.ConfigureAwait(false))
        {
            summary = record as SummaryRecord;
            await writer.WriteAsync(record, part.Stopped).ConfigureAwait(false);
        }

        await writer.CompleteAsync(part.Stopped).ConfigureAwait(false);
        answer.Commit();
        return summary!.Outcome;
    }

    /// <summary>Reads the hours of pieces that are next to each other.</summary>
    /// <returns>What there is to remember of each piece; nothing where it could not be read: whoever makes the report finds out
    /// why.</returns>
    private static async Task<IReadOnlyList<byte[]>> ReadAsync(
        SegmentArchive source,
        FleetRunRequest request,
        ScheduledArchive archive,
        IReadOnlyList<WorkItem> items,
        ulong device,
        NodePart part)
    {
        var heard = new HeardHours();
        // An audit also reads the hour before the one in which it begins.
        var start = new Hour(items[0].FirstHour).End;
        var end = new Hour(items[^1].LastHour).End.AddMicroseconds(-1);
        var audit = RunAudits.RequestOf(request, archive, TimeProvider.System) with
        {
            Channels = [items[0].Channel],
            Qualities = [items[0].Quality],
            Start = start,
            End = Timestamp.Max(start, end),
            Silence = null,
        };
        var context = archive.Audit.ToAuditContext() with { Memory = heard };
        try
        {
            await foreach (var record in source.AuditAsync(audit, context, part.Stopped).ConfigureAwait(false))
            {
                if (record is SummaryRecord summary) part.Add(summary.Hours, summary.Entries.Total);
            }
        }
        catch (AuditFailedException)
        {
            // Nothing to remember.
        }

        return [.. items.Select(item => DigestBytes.Write(heard.Of(item), device))];
    }

    /// <summary>Asks whoever looks after the run, as long as it takes until somebody does again.</summary>
    private async Task<T> AskAsync<T>(Func<Task<T>> question, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await question().ConfigureAwait(false);
            }
            catch (Exception fault) when (NodeFaults.IsPassing(fault))
            {
                await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
