namespace SegmentPipeline.Synthesis;

/// <summary>Two files of the same start, of which the better one is selected. Nothing to find; one is superseded.</summary>
/// <remarks>Source: semantics §2.</remarks>
internal static class DuplicateFaults
{
    private const long HalfASecond = Timestamp.MicrosecondsPerSecond / 2;

    /// <summary>The other is shorter.</summary>
    internal static void ShorterDuration(FaultSite site)
    {
        var segment = site.Run(1)[0];
        AddLoser(site, segment with { DurationMicroseconds = segment.DurationMicroseconds - HalfASecond, Copy = 1 });
    }

    /// <summary>The other is as long, and larger.</summary>
    internal static void LargerSize(FaultSite site)
    {
        var segment = site.Run(1)[0];
        site.Add(segment with { SizeBytes = segment.SizeBytes + 188, Copy = 1 });
        site.ExpectFate(site.Stream.PathOf(segment), "superseded");
    }

    /// <summary>The other differs in nothing but its content.</summary>
    internal static void OtherHash(FaultSite site)
    {
        var segment = site.Run(1)[0];
        var first = site.Stream.PathOf(segment);
        var second = site.Add(segment with { Copy = 1 });

        site.ExpectFate(HashBytes.Compare(HashOf(first), HashOf(second)) < 0 ? first : second, "superseded");
    }

    /// <summary>The other is longer, but suspect.</summary>
    internal static void LesserKind(FaultSite site)
    {
        var segment = site.Run(1)[0];
        var longer = segment.DurationMicroseconds + HalfASecond;
        AddLoser(site, segment with { DurationMicroseconds = longer, Kind = SegmentKind.Suspect, Copy = 1 });
    }

    private static ReadOnlySpan<byte> HashOf(EntryPath segment) => segment.NameUtf8[^(HashBytes.Characters + ".ts".Length)..];

    private static void AddLoser(FaultSite site, SegmentDraft loser) => site.ExpectFate(site.Add(loser), "superseded");
}
