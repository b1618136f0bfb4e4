namespace SegmentPipeline.Synthesis;

/// <summary>Entries of an hour that an audit mostly only counts.</summary>
internal static class EntryFaults
{
    /// <summary>A segment without content. Its name says so where names carry the hash of the content; else it is a segment like any
    /// other.</summary>
    internal static void ZeroBytes(FaultSite site)
    {
        var segment = site.Run(1)[0];
        site.Omit(segment);
        var path = site.Add(segment with { SizeBytes = 0 });
        site.ExpectFate(path, "selected");
        if (!site.Stream.HasContent) return;
        var range = new TimeRange(segment.Start, segment.End);
        site.Expect(new DegradedFinding { Stream = site.Stream.Id, Range = range, Class = CoverageClass.Partial });
        site.Expect(new EmptyFinding { Stream = site.Stream.Id, Range = range, Path = path });
        if (site.Stream.HasMedia) site.ExpectCorrupt(path, segment, CorruptOrigin.Before, [ContentFaults.Empty]);
    }

    /// <summary>A segment that was never finished, beside the one that was.</summary>
    internal static void TempLeftover(FaultSite site)
    {
        var segment = site.Run(1)[0];
        var offset = segment.Start.MicrosecondsSince(site.At.Hour.Start);
        var unfinished = $"{site.Stream.Draw(segment.Start.UnixMicroseconds).Next():x16}";
        site.AddEntry(SegmentNameFormat.Name(offset, 0, SegmentKind.Temporary, unfinished), "temporary");
    }

    /// <summary>What a copying tool leaves behind.</summary>
    internal static void HiddenFile(FaultSite site) => site.AddEntry($".{NameOfFirst(site)}.part", "hidden");

    /// <summary>A batch of chat beside the segments.</summary>
    internal static void ForeignFile(FaultSite site) => site.AddEntry($"{NameOfFirst(site)[..15]}.json", "foreign");

    /// <summary>A directory that is named like a segment.</summary>
    internal static void ForeignDirectory(FaultSite site)
    {
        var name = SegmentNameFormat.Name(
            site.At.MicrosecondsSince(site.At.Hour.Start), site.Stream.SegmentMicroseconds, SegmentKind.Full, new string('A', 43));
        site.AddEntry(name, "foreign", HourChange.AddDirectory);
    }

    private static string NameOfFirst(FaultSite site) => site.Stream.FileOf(site.Run(1)[0]).Text;
}
