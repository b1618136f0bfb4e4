using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Coverage;

/// <summary>The segments before and after holes, whose places are made text of once.</summary>
internal sealed class HoleNeighbourTests
{
    private const string First = "2026-03-28T22";
    private const string Next = "2026-03-28T23";

    [Test]
    public async Task Holes_WithOneSegmentBetweenThem_ShareItsPath()
    {
        var holes = await HolesAsync((First, "00:00"), (First, "10:00"), (First, "20:00"));

        Assert.That(holes.Select(hole => (hole.Before, hole.After)), Is.EqualTo([
            ($"{First}/{SegmentNames.Full("00:00")}", $"{First}/{SegmentNames.Full("10:00")}"),
            ($"{First}/{SegmentNames.Full("10:00")}", $"{First}/{SegmentNames.Full("20:00")}"),
        ]));
        Assert.That(holes[1].Before, Is.SameAs(holes[0].After));
    }

    [Test]
    public async Task Holes_WithASegmentBetweenThemThatEndsAnHour_ShareItsPath()
    {
        var holes = await HolesAsync((First, "00:00"), (First, "59:50"), (Next, "10:00"));

        Assert.That(holes[1].Before, Is.SameAs(holes[0].After).And.EqualTo($"{First}/{SegmentNames.Full("59:50")}"));
    }

    [Test]
    public async Task Holes_WithSeveralSegmentsBetweenThem_NameTheNearest()
    {
        var holes = await HolesAsync((First, "00:00"), (First, "10:00"), (First, "10:02"), (Next, "00:10"));

        Assert.That(holes.Select(hole => (hole.Before, hole.After)), Is.EqualTo([
            ($"{First}/{SegmentNames.Full("00:00")}", $"{First}/{SegmentNames.Full("10:00")}"),
            ($"{First}/{SegmentNames.Full("10:02")}", $"{Next}/{SegmentNames.Full("00:10")}"),
        ]));
    }

    private static async Task<List<HoleFinding>> HolesAsync(params (string Hour, string Start)[] segments)
    {
        var tree = new ArchiveTree();
        foreach (var (hour, start) in segments) tree.Hour(hour).File(SegmentNames.Full(start));
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory);
        return [.. (await opened.Archive.AuditToReportAsync(new AuditRequest())).Findings.OfType<HoleFinding>()];
    }
}
