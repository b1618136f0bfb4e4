using SegmentPipeline.Hosting;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>The rules that the other copies of an archive can break, and how it is filled from them.</summary>
internal static class ReplicaRules
{
    private const int MostAtOnce = 64;

    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    /// <summary>Every rule that they break.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="path">What stands before its keys.</param>
    internal static IEnumerable<PipelineFault> FaultsOf(ScheduledArchive archive, string path)
    {
        // Addresses do not tell large letters from small ones.
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < archive.Replicas.Count; i++)
        {
            var replica = archive.Replicas[i];
            var at = $"{path}replicas:{i}:";
            if (replica.Name is not { } name) yield return new(at + "name", "the copy has no name");
            else if (ServeRules.FaultOfName(name) is { } fault) yield return new(at + "name", fault);
            else if (!names.Add(name)) yield return new(at + "name", $"another copy is called '{name}' already");
            if (FaultOfLocation(replica.Location, archive.Audit.Root) is { } cause) yield return new(at + "location", cause);
        }

        if (archive.Fill is not { } fill) yield break;
        foreach (var fault in FaultsOf(fill, archive.Replicas.Count, path)) yield return fault;
    }

    /// <summary>A directory as two names of it are compared.</summary>
    internal static string PathOf(string directory) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));

    private static IEnumerable<PipelineFault> FaultsOf(ScheduledFill fill, int replicas, string path)
    {
        if (!OperatingSystem.IsLinux()) yield return new(path + "fill", "an archive can be filled on Linux only");
        if (replicas == 0) yield return new(path + "fill", "there is nothing to fill from; name copies in replicas");
        if (fill.Every == TimeSpan.Zero) yield return new(path + "fill:every", "there must be some time between two passes");
        if (fill.Every > LongestPause) yield return new(path + "fill:every", "a day is the longest that there may be between two passes");
        if (fill.Concurrency > MostAtOnce)
            yield return new(path + "fill:concurrency", $"'{fill.Concurrency}' is not a whole number from 1 to {MostAtOnce}");
        if (fill.Budget == TimeSpan.Zero)
            yield return new(path + "fill:budget", "nothing can be done in no time; leave it out for no limit");
    }

    private static string? FaultOfLocation(string? location, string? root)
    {
        if (location is null) return "no place is named; write http://HOST:PORT, or a directory";
        if (HttpArchive.IsAddress(location)) return HttpArchive.FaultOf(location);
        return root is not null && PathOf(location) == PathOf(root) ? "that is the archive itself" : null;
    }
}
