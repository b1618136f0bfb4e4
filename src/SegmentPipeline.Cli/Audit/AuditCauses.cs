using SegmentPipeline.Hosting;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>Adds where losses came from to the records of an audit, from what the other copies and a verification say.</summary>
internal sealed class AuditCauses(CauseQuestion question, AuditRequest request, PipelineOptions options, Surroundings surroundings)
{
    internal IAsyncEnumerable<AuditRecord> AddTo(IAsyncEnumerable<AuditRecord> records, CancellationToken cancellationToken)
    {
        return records.WithCausesAsync(AskAsync, AddSessions, cancellationToken);

        void AddSessions(CopyEvidence here)
        {
            foreach (var (stream, range) in question.Sessions) here.AddSession(stream, range);
        }
    }

    private async Task<IReadOnlyList<CopyEvidence>> AskAsync(TimeRange window, CancellationToken cancellationToken) =>
        await Task.WhenAll(question.Replicas.Select(replica => AskAsync(replica, window, cancellationToken))).ConfigureAwait(false);

    /// <summary>A copy that cannot be asked may have anything; causes that need its answer are not told.</summary>
    private async Task<CopyEvidence> AskAsync(NamedReplica replica, TimeRange window, CancellationToken cancellationToken)
    {
        try
        {
            var archive = surroundings.OpenNamed(replica.Location, request.Tolerance);
            await using var _ = archive.ConfigureAwait(false);
            var context = PeerArchives.ContextFor(archive, options.ToAuditContext());
            return await ReplicaEvidence.AskAsync(archive, request, context, window, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault)
            when (fault is AuditFailedException or PeerException or IOException or UnauthorizedAccessException or UsageException)
        {
            var cause = VisibleText.MakeVisible($"copy {replica.Name} could not be asked: {fault.Message}");
            surroundings.Error.WriteLine($"pipeline: {cause}; causes that need its answer are not told");
            return new CopyEvidence();
        }
    }
}
