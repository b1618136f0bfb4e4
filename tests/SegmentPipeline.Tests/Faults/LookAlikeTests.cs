using System.Text.Json;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Faults;

/// <summary>A directory of which the name is one byte that is not UTF-8, and one that is called as that byte is shown: two of everything
/// that is said of them.</summary>
internal sealed class LookAlikeTests
{
    private const string HourName = "2026-03-28T22";
    private const string OfTheByte = @"\xFF";
    private const string OfTheText = @"\x5CxFF";

    [Test]
    public async Task Findings_OfBoth_AreTwoInEveryReport()
    {
        await using var opened = OpenedArchive.Open(Tree(), ReaderKind.InMemory);

        var report = await opened.Archive.AuditToReportAsync(new AuditRequest());
        var lines = (await Records.WrittenText.OfAsync(stream => new NdjsonRecordWriter(stream), [.. report.Findings]))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();

        Assert.That(
            report.Findings.OfType<UnreadableFinding>().Select(finding => finding.Path.Channel),
            Is.EquivalentTo([OfTheByte, OfTheText]));
        Assert.That(PathsOf(lines, "unreadable"), Is.EquivalentTo([$"{OfTheByte}/q/2026-03-29T01", $"{OfTheText}/q/2026-03-29T01"]));
        Assert.That(PathsOf(lines, "stray"), Is.EquivalentTo(
            [$"{OfTheByte}/q/{OfTheByte}", $"{OfTheByte}/q/{OfTheText}", $"{OfTheText}/q/{OfTheByte}", $"{OfTheText}/q/{OfTheText}"]));
        Assert.That(PathsOf(lines, "bad"), Is.EquivalentTo(
            Enumerable.Repeat<string[]>([$"{HourName}/{OfTheByte}.ts", $"{HourName}/{OfTheText}.ts"], 2).SelectMany(both => both)));
    }

    [Test]
    public async Task Neighbours_OfAHole_AreOfItsStream()
    {
        await using var opened = OpenedArchive.Open(Tree(), ReaderKind.InMemory);

        var report = await opened.Archive.AuditToReportAsync(new AuditRequest());

        Assert.That(
            report.Findings.OfType<HoleFinding>().Select(hole => hole.Stream.Channel).Distinct(),
            Is.EquivalentTo([OfTheByte, OfTheText]));
        Assert.That(
            report.Findings.OfType<HoleFinding>().Select(hole => hole.Before!.Stream),
            Is.EqualTo(report.Findings.OfType<HoleFinding>().Select(hole => hole.Stream)));
    }

    private static ArchiveTree Tree()
    {
        var tree = new ArchiveTree();
        foreach (var channel in new[] { "\u00ff", OfTheByte })
        {
            tree.Hour(channel, "q", HourName)
                .File(SegmentNames.Full("00:00"))
                .File(SegmentNames.Full("00:10"))
                .File("\u00ff.ts")
                .File($"{OfTheByte}.ts");
            tree.Hour(channel, "q", "2026-03-29T01").Unreadable = "Permission denied";
            foreach (var stray in new[] { "\u00ff", OfTheByte }) tree.Root.Child(channel).Child("q").File(stray);
        }

        return tree;
    }

    private static List<string?> PathsOf(List<JsonElement> lines, string type) =>
        [.. lines.Where(line => line.GetProperty("type").GetString() == type).Select(line => line.GetProperty("path").GetString())];
}
