using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Coverage;

/// <summary>The segments before and after holes, whose places are made once.</summary>
internal sealed class HoleNeighbourTests
{
    private const string First = "2026-03-28T22";
    private const string Next = "2026-03-28T23";

    [Test]
    public async Task Holes_WithOneSegmentBetweenThem_ShareItsPath()
    {
        var holes = await HolesAsync((First, "00:00"), (First, "10:00"), (First, "20:00"));

        Assert.That(holes.Select(hole => ($"{hole.Before}", $"{hole.After}")), Is.EqualTo([
            ($"{First}/{SegmentNames.Full("00:00")}", $"{First}/{SegmentNames.Full("10:00")}"),
            ($"{First}/{SegmentNames.Full("10:00")}", $"{First}/{SegmentNames.Full("20:00")}"),
        ]));
        Assert.That(holes[1].Before, Is.SameAs(holes[0].After));
    }

    [Test]
    public async Task Holes_WithASegmentBetweenThemThatEndsAnHour_ShareItsPath()
    {
        var holes = await HolesAsync((First, "00:00"), (First, "59:50"), (Next, "10:00"));

        Assert.That(holes[1].Before, Is.SameAs(holes[0].After));
        Assert.That(holes[1].Before?.ToString(), Is.EqualTo($"{First}/{SegmentNames.Full("59:50")}"));
    }

    [Test]
    public async Task Holes_WithSeveralSegmentsBetweenThem_NameTheNearest()
    {
        var holes = await HolesAsync((First, "00:00"), (First, "10:00"), (First, "10:02"), (Next, "00:10"));

        Assert.That(holes.Select(hole => ($"{hole.Before}", $"{hole.After}")), Is.EqualTo([
            ($"{First}/{SegmentNames.Full("00:00")}", $"{First}/{SegmentNames.Full("10:00")}"),
            ($"{First}/{SegmentNames.Full("10:02")}", $"{Next}/{SegmentNames.Full("00:10")}"),
        ]));
    }

    [TestCase("22:09:59.999999")]
    [TestCase("22:10:00")]
    [TestCase("22:10:00.000001")]
    public async Task Hole_ToTheEndOfAWindow_NamesTheFirstSegmentThatStartsThereOrLater(string end)
    {
        var request = new AuditRequest { Start = Timestamp.Parse("2026-03-28T22:00:00Z"), End = Timestamp.Parse($"2026-03-28T{end}Z") };

        var holes = await HolesAsync(
            request,
            (First, "00:00", "2.0"),
            (First, "10:00", "2.0"),
            (First, "10:02", "2.0"),
            (Next, "00:00", "2.0"));

        Assert.That(holes.Single().After?.ToString(), Is.EqualTo($"{First}/{SegmentNames.Full("10:00")}"));
    }

    [Test]
    public async Task Hole_BeforeALastSegmentOfNoLength_NamesIt()
    {
        var holes = await HolesAsync(new AuditRequest(), (First, "00:00", "2.0"), (First, "10:00", "0.0"));

        Assert.That(
            ($"{holes.Single().Before}", $"{holes.Single().After}"),
            Is.EqualTo(($"{First}/{SegmentNames.Full("00:00")}", $"{First}/{SegmentNames.Full("10:00", "0.0")}")));
    }

    private static Task<List<HoleFinding>> HolesAsync(params (string Hour, string Start)[] segments) =>
        HolesAsync(new AuditRequest(), [.. segments.Select(segment => (segment.Hour, segment.Start, "2.0"))]);

    private static async Task<List<HoleFinding>> HolesAsync(
        AuditRequest request,
        params (string Hour, string Start, string Duration)[] segments)
    {
        var tree = new ArchiveTree();
        foreach (var (hour, start, duration) in segments) tree.Hour(hour).File(SegmentNames.Full(start, duration));
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory);
        return [.. (await opened.Archive.AuditToReportAsync(request)).Findings.OfType<HoleFinding>()];
    }
}
