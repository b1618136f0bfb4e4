namespace SegmentPipeline.Tests.Documentation;

/// <summary>What the README shows of the library, compiled.</summary>
internal static class ReadmeSnippets
{
    internal static async Task ReadAnArchiveAsync()
    {
        // README, begin
        await using var archive = SegmentArchive.Open("/srv/archive");

        var report = await archive.AuditToReportAsync(new AuditRequest { Channels = ["desertbus"] });
        foreach (var hole in report.Findings.OfType<HoleFinding>())
            Console.WriteLine($"{hole.Stream} {hole.Range}, after {hole.Before}");

        var hour = TimeRange.Parse("2026-03-28T22", "2026-03-28T23");
        var sequence = await archive.SelectAsync(new StreamId("desertbus", "source"), hour);
        foreach (var segment in sequence.Segments) Console.WriteLine($"{segment.Path} from {segment.Start}");
        foreach (var hole in sequence.Holes) Console.WriteLine(hole);
        // README, end
    }
}
