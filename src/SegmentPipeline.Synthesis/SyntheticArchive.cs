namespace SegmentPipeline.Synthesis;

/// <summary>Archives that look like those of recorders and have known faults: for trying things out, for tests and for
/// measurements.</summary>
public static class SyntheticArchive
{
    /// <summary>Name of the list of planted faults, directly below the archive's root.</summary>
    public const string FaultListName = "faults.ndjson";

    /// <summary>Lays a synthetic archive out, with the list of its planted faults: one JSON object a line for each finding that an
    /// audit without a window must report, and for each entry that meets a fate because of a fault.</summary>
    /// <param name="directory">Root of the archive; created if it does not exist.</param>
    /// <param name="options">What it is to look like.</param>
    /// <param name="progress">Told after each directory how many files have been created so far; from several threads.</param>
    /// <param name="cancellationToken">Stops within one hour directory; what is there stays.</param>
    /// <returns>What has been laid out.</returns>
    /// <exception cref="ArgumentException">The options break rules; the message names all of them.</exception>
    /// <exception cref="IOException">The directory holds something already, or a file could not be created. Nothing that
    /// was there is ever changed.</exception>
    /// <remarks>The same options give the same tree. Two million empty files take about half a minute and next to no memory.</remarks>
    public static Task<SyntheticArchiveSummary> WriteAsync(
        string directory,
        SyntheticArchiveOptions options,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentNullException.ThrowIfNull(options);
        var faults = options.Validate();
        if (faults.Count > 0) throw new ArgumentException(string.Join("; ", faults), nameof(options));
        return Task.Run(() => Write(directory, options, Environment.ProcessorCount, progress, cancellationToken), cancellationToken);
    }

    /// <summary>The plan that <see cref="WriteAsync"/> lays out. Options must be valid.</summary>
    internal static ArchivePlan Plan(SyntheticArchiveOptions options)
    {
        var count = options.Channels * options.Qualities;
        SyntheticStream[] streams = [.. Enumerable.Range(0, count).Select(index => new SyntheticStream(options, index))];
        var hours = streams.Select(stream => new SyntheticHours(options, stream));
        var strays = StrayFaults.Of(options, streams);
        return new ArchivePlan(strays.Select(stray => stray.Directory).Concat(hours.SelectMany(stream => stream.Directories())))
        {
            Faults = strays.Select(stray => stray.Fault).Concat(hours.SelectMany(stream => stream.Faults())),
        };
    }

    internal static SyntheticArchiveSummary Write(
        string directory, SyntheticArchiveOptions options, int parallelism, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any())
            throw new IOException(
                $"cannot lay an archive out in {directory}: it is not empty; name a directory that is, or does not exist");
        var plan = Plan(options);
        var files = new ArchiveWriter(directory, parallelism).Write(plan, progress, cancellationToken);
        using var list = new FileStream(Path.Combine(directory, FaultListName), FileMode.CreateNew, FileAccess.Write);
        var faults = PlantedFaultJson.Write(list, plan.Faults, cancellationToken);
        return new SyntheticArchiveSummary { Streams = options.Channels * options.Qualities, Files = files, Faults = faults };
    }
}
