using SegmentPipeline.Testing;

namespace SegmentPipeline.Pages.Tests;

public sealed class OpeningTests
{
    [Test]
    public async Task Page_FromDisk_OpensWithoutComplaintAndAsksForNothing()
    {
        using var archive = new ArchiveBuilder()
            .File("desertbus", "source", "2026-03-28T22", SegmentNames.Full("00:00.0", "2.0"))
            .File("desertbus", "source", "2026-03-28T22", SegmentNames.Full("00:12.0", "2.0"));
        using var report = await ReportFile.OfAsync(archive);

        await using var page = await OpenedPage.OpenAsync(report.Path);

        await Microsoft.Playwright.Assertions.Expect(page.Page.Locator("#verdict")).ToContainTextAsync("1 hole in 1 stream, 10.000 s missing.");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.Complaints, Is.Empty);
            Assert.That(page.RequestsThatLeave, Is.Empty);
            Assert.That(page.FilesRead, Is.EqualTo([new Uri(report.Path).AbsoluteUri]));
        }
    }
}
