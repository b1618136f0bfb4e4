using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>What an archive needs: its root, its ledger, the places of its reports, its other copies.</summary>
internal static class ArchiveChecks
{
    /// <summary>What there is to look at.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="surroundings">What it is looked at with.</param>
    internal static IEnumerable<HostCheck> For(ScheduledArchive archive, CheckSurroundings surroundings)
    {
        var (group, clock) = ($"archive {archive.Name}", surroundings.Clock);
        yield return HostCheck.OfDisk(
            group, $"root {Path.GetFullPath(archive.Audit.Root!)}", () => ArchiveReadiness.CauseOfRoot(archive, clock));
        yield return HostCheck.OfDisk(group, $"ledger {archive.LedgerPath}", () =>
            Directory.Exists(archive.Audit.Root) ? ArchiveReadiness.CauseOfLedger(archive) : WriteAccess.ObstacleTo(archive.LedgerPath));
        foreach (var report in archive.Reports)
        {
            var word = ScheduledReportFormats.WordOf(report.Format);
            yield return HostCheck.OfDisk(
                group, $"report {word} {report.Output}", () => ArchiveReadiness.CauseOfReport(report, archive, clock));
        }

        foreach (var replica in archive.Replicas)
        {
            var subject = $"replica {replica.Name} {replica.Location}";
            yield return HttpArchive.IsAddress(replica.Location!)
                ? HostCheck.OfNetwork(group, subject, stop => FaultOfNodeAsync(replica, surroundings, stop))
                : HostCheck.OfDisk(group, subject, () => FaultOfDirectory(replica.Location!));
        }
    }

    /// <summary>One question, as a pass asks it first.</summary>
    private static async Task<string?> FaultOfNodeAsync(ScheduledReplica replica, CheckSurroundings surroundings, CancellationToken stop)
    {
        var node = new HttpArchive(
            surroundings.Peers, replica.Location!, PeerBounds.InAHost(surroundings.Clock) with { Retries = 0, KeptListingBytes = 0 });
        var listing = await node.ListAsync([], stop).ConfigureAwait(false);
        return listing.Outcome == ListingOutcome.Read ? null : listing.Cause ?? "it does not list its channels";
    }

    private static string? FaultOfDirectory(string directory)
    {
        if (!Directory.Exists(directory)) return "there is no such directory";
        try
        {
            using var entries = Directory.EnumerateFileSystemEntries(directory).GetEnumerator();
            return entries.MoveNext() ? null : "there is nothing in it";
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return $"it cannot be read: {cause.Message.TrimEnd('.')}";
        }
    }
}
