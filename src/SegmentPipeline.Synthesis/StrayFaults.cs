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
        if (options.Faults == FaultLevel.Many) yield return File(ArchivePath.Root, "index.html", null);
        foreach (var stream in options.Faults == FaultLevel.Many ? streams : streams.Take(1))
        {
            yield return Directory(new ArchivePath(stream.Id), "2026-02-30T07", stream.Id);
            if (stream.Index % options.Qualities == 0) yield return File(new ArchivePath(stream.Id.Channel), "notes.txt", null);
            if (options.Faults == FaultLevel.Many)
                yield return File(new ArchivePath(stream.Id), new Hour(options.Start.SinceEpoch + options.Hours + 1).ToString(), stream.Id);
        }
    }

    private static (PlannedDirectory, PlantedFault) Directory(ArchivePath parent, string name, StreamId stream) => (
        new PlannedDirectory($"{parent}/{name}", [new PlannedFile("00:00.0-2.0-full.ts")]),
        Planted("stray-directory", stream, parent.WithEntry(new PlannedFile(name).Name.Span), "not an hour"));

    private static (PlannedDirectory, PlantedFault) File(ArchivePath parent, string name, StreamId? stream)
    {
        var file = new PlannedFile(name);
        return (
            new PlannedDirectory(parent.ToString(), [file]),
            Planted("stray-file", stream, parent.WithEntry(file.Name.Span), "not a directory"));
    }

    private static PlantedFault Planted(string kind, StreamId? stream, ArchivePath path, string cause) =>
        new(kind, stream, [new StrayFinding { Path = path, Cause = cause }], []);
}
