namespace SegmentPipeline.Synthesis;

/// <summary>The hours of one stream of a synthetic archive, with what is planted in them.</summary>
internal sealed class SyntheticHours(SyntheticArchiveOptions options, SyntheticStream stream)
{
    private readonly FaultSchedule? _faults = FaultSchedule.ForStream(options, stream);

    /// <summary>The directories of the stream, hour by hour.</summary>
    internal IEnumerable<PlannedDirectory> Directories() =>
        Enumerable.Range(options.Start.SinceEpoch, options.Hours).SelectMany(hour => DirectoriesOf(new Hour(hour)));

    /// <summary>What is planted in the stream, hour by hour.</summary>
    internal IEnumerable<PlantedFault> Faults() => _faults is null
        ? []
        : Enumerable.Range(options.Start.SinceEpoch, options.Hours)
            .SelectMany(hour => _faults.BeginningIn(new Hour(hour)))
            .Select(planted => planted.Site.Planted(planted.Kind.Id));

    private IEnumerable<PlannedDirectory> DirectoriesOf(Hour hour)
    {
        HourEdit[] edits = [.. EditsOf(hour)];
        if (edits.Any(edit => edit.Change == HourChange.OmitDirectory)) yield break;
        yield return new PlannedDirectory(stream.Id, hour, FilesOf(hour, edits));
        foreach (var edit in edits.Where(edit => edit.Change == HourChange.AddDirectory))
            yield return new PlannedDirectory($"{stream.Id}/{hour}/{edit.File.Text}", []);
    }

    private IEnumerable<PlannedFile> FilesOf(Hour hour, HourEdit[] edits)
    {
        if (!edits.Any(edit => edit.Change == HourChange.OmitSegments))
        {
            var omitted = edits.Where(edit => edit.Change == HourChange.OmitSegment).Select(edit => edit.Segment).ToHashSet();
            foreach (var segment in stream.Timeline.From(hour.Start))
            {
                if (segment.Start >= hour.End) break;
                if (!omitted.Contains(segment.Start)) yield return stream.FileOf(stream.Draft(segment));
            }
        }

        foreach (var edit in edits.Where(edit => edit.Change == HourChange.AddFile)) yield return edit.File;
    }

    private IEnumerable<HourEdit> EditsOf(Hour hour) => _faults is null
        ? []
        : Enumerable.Range(hour.SinceEpoch - FaultSchedule.MostHoursOfAFault + 1, FaultSchedule.MostHoursOfAFault)
            .SelectMany(earlier => _faults.BeginningIn(new Hour(earlier)))
            .SelectMany(planted => planted.Site.Edits)
            .Where(edit => edit.Hour == hour);
}
