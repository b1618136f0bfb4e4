namespace SegmentPipeline.Replicas;

/// <summary>Asks other copies what they have of a time, as evidence for where losses came from.</summary>
/// <remarks>Source: docs/causes.md.</remarks>
public static class ReplicaEvidence
{
    /// <summary>Audits a copy over the window of the losses: names only, of the same streams, with the same tolerance.</summary>
    /// <param name="copy">The copy, a directory or what a node serves.</param>
    /// <param name="request">What was asked of the archive that lost something.</param>
    /// <param name="context">What the audit is done with. Its memory and its progress are not used.</param>
    /// <param name="window">The time of the losses.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its answer. What of it could not be read is known to be unknown.</returns>
    /// <exception cref="AuditFailedException">The copy cannot be read.</exception>
    public static async Task<CopyEvidence> AskAsync(
        SegmentArchive copy, AuditRequest request, AuditContext context, TimeRange window, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(copy);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var channels = await FindChannelsAsync(copy, request, cancellationToken).ConfigureAwait(false);
        if (channels.Count < Math.Min(1, request.Channels.Count)) return CopyEvidence.OfNothing();
        var streams = await copy.GetStreamsAsync(cancellationToken).ConfigureAwait(false);
        var asked = request with
        {
            Channels = channels,
            Qualities = [.. request.Qualities.Where(name => streams.Any(stream => stream.Quality == name))],
            Start = window.Start,
            End = window.End,
            StartsAtFirstSegment = false,
            Silence = null,
            IncludeHours = false,
        };
        var records = copy.AuditAsync(asked, context with { Memory = null, Progress = null }, cancellationToken);
        return await CopyEvidence.ReadAsync(records, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The channels that are named and there. One that is there and cannot be read is among them: it may have anything.</summary>
    private static async Task<IReadOnlyList<string>> FindChannelsAsync(
        SegmentArchive copy, AuditRequest request, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach (var channel in request.Channels)
        {
            try
            {
                await copy.FindStreamsAsync(request with { Channels = [channel], Qualities = [] }, cancellationToken).ConfigureAwait(false);
                found.Add(channel);
            }
            catch (StreamNotFoundException)
            {
                // It is not there.
            }
        }

        return found;
    }
}
