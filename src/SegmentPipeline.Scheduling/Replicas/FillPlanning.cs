using System.Runtime.Versioning;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>Finds out what a filling would do, and how many bytes that would be. Nothing is fetched and nothing written.</summary>
/// <param name="here">The archive.</param>
/// <param name="replicas">Its other copies.</param>
[SupportedOSPlatform("linux")]
internal sealed class FillPlanning(SegmentArchive here, IReadOnlyList<Replica> replicas)
{
    /// <summary>Tells all that the filling would do.</summary>
    internal async Task TellAsync(FillRequest request, FillPlanTally tally, CancellationToken cancellationToken)
    {
        // What the filler of the passes knows of the copies is not touched: a plan may be given up at any point.
        var filler = new ArchiveFiller(here, replicas, request with { DryRun = true }) { Progress = tally, Comparison = tally };
        await foreach (var record in filler.FillAsync(cancellationToken).ConfigureAwait(false)) tally.Report(record);
    }

    /// <summary>How many bytes files have; null if a copy does not say so of one of them.</summary>
    internal async Task<long?> SizeOfAsync(IReadOnlyList<FillRecord> files, CancellationToken cancellationToken)
    {
        var bytes = 0L;
        foreach (var file in files)
        {
            if (await SizeOfAsync(file, cancellationToken).ConfigureAwait(false) is not { } size) return null;
            bytes += size;
        }

        return bytes;
    }

    private async Task<long?> SizeOfAsync(FillRecord file, CancellationToken cancellationToken)
    {
        if (replicas.FirstOrDefault(one => one.Name == file.Replica) is not { } replica) return null;
        if (!FillRunTally.TryParse(file.Path, out var path, out var name)) return null;
        try
        {
            return await replica.Archive.GetFileSizeAsync(path.Stream, path.Hour, name.NameUtf8, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
