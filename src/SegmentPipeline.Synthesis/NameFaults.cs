namespace SegmentPipeline.Synthesis;

/// <summary>Names that end in <c>.ts</c> and break the grammar, each in one part. They stand beside the segment they are made
/// from.</summary>
internal static class NameFaults
{
    private const int Time = 0;
    private const int Duration = 1;
    private const int Type = 2;
    private const int Hash = 3;

    /// <summary>A minute that no hour has.</summary>
    internal static void MinuteSixtyOne(FaultSite site) => Break(site, Time, part => $"61{part[2..]}");

    /// <summary>A duration that is not a number.</summary>
    internal static void DurationNotANumber(FaultSite site) => Break(site, Duration, _ => "nan");

    /// <summary>A duration as some languages print large numbers.</summary>
    internal static void DurationWithExponent(FaultSite site) => Break(site, Duration, _ => "1e12");

    /// <summary>A type that does not exist.</summary>
    internal static void UnknownType(FaultSite site) => Break(site, Type, _ => "complete");

    /// <summary>A hash that lacks its last character.</summary>
    internal static void ShortHash(FaultSite site) => Break(site, Hash, part => part[..^1]);

    private static void Break(FaultSite site, int part, Func<string, string> change)
    {
        const string Extension = ".ts";
        var parts = site.Stream.FileOf(site.Run(1)[0]).Text[..^Extension.Length].Split('-', count: 4);
        var position = parts.Take(part).Sum(whole => whole.Length + 1);
        parts[part] = change(parts[part]);
        var path = site.AddEntry(string.Join('-', parts) + Extension, "bad");
        string[] causes = ["time", "duration", "type", "hash"];
        site.Expect(new BadNameFinding { Stream = site.Stream.Id, Path = path, Cause = causes[part], Position = position });
    }
}
