namespace SegmentPipeline;

public sealed partial class SegmentArchive
{
    /// <summary>Finds the streams and hours of a request, for whoever is to look into their files.</summary>
    /// <param name="request">Which channels, qualities and time; nothing else of it matters.</param>
    /// <param name="cancellationToken">Stops the search between two channels.</param>
    /// <returns>The plan; to be disposed of after the last file was read.</returns>
    /// <exception cref="ArgumentException">The request breaks rules; the message names all of them.</exception>
    /// <exception cref="StreamNotFoundException">A channel or quality asked for does not exist.</exception>
    /// <exception cref="AuditFailedException">The root cannot be read, or is not an archive.</exception>
    /// <remarks>Source: docs/verification.md §1.</remarks>
    public async Task<ContentPlan> PlanContentsAsync(AuditRequest request, CancellationToken cancellationToken = default)
    {
        var planner = new AuditPlanner(_store, Check(request));
        try
        {
            var plan = await Task.Run(() => planner.MakeAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
            return new ContentPlan(_store, _clock, planner, plan);
        }
        catch
        {
            planner.Dispose();
            throw;
        }
    }
}
