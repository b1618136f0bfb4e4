namespace SegmentPipeline.Synthesis;

/// <summary>Entries that stand where only directories of channels, qualities or hours should.</summary>
internal static class StrayFaults
{
    /// <summary>What lies beside the channels, the qualities and the hours of an archive: with few faults one directory and one file,
    /// with many some in every place.</summary>
    internal static IEnumerable<(PlannedDirectory Directory, PlantedFault Fault)> Of(
        SyntheticArchiveOptions options, IReadOnlyList<SyntheticStream> streams)
    {
        if (options.Faults == FaultLevel.None) yield break;
        if (options.Faults == FaultLevel.Many) yield return File("", "index.html", null);
        foreach (var stream in options.Faults == FaultLevel.Many ? streams : streams.Take(1))
        {
            yield return Directory($"{stream.Id}/2026-02-30T07", stream.Id);
            if (stream.Index % options.Qualities == 0) yield return File(stream.Id.Channel, "notes.txt", null);
            if (options.Faults == FaultLevel.Many)
                yield return File($"{stream.Id}", new Hour(options.Start.SinceEpoch + options.Hours + 1).ToString(), stream.Id);
        }
    }

    private static (PlannedDirectory, PlantedFault) Directory(string path, StreamId stream) => (
        new PlannedDirectory(path, [new PlannedFile("00:00.0-2.0-full.ts")]),
        new PlantedFault("stray-directory", stream, [new StrayFinding { Path = path, Cause = "not an hour" }], []));

    private static (PlannedDirectory, PlantedFault) File(string directory, string name, StreamId? stream) => (
        new PlannedDirectory(directory, [new PlannedFile(name)]),
        new PlantedFault("stray-file", stream, [new StrayFinding
        {
            Path = directory.Length == 0 ? name : $"{directory}/{name}",
            Cause = "not a directory",
        }], []));
}
