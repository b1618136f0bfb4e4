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

        await Microsoft
            .Playwright.Assertions.Expect(page.Page.Locator("#verdict"))
            .ToContainTextAsync("1 hole in 1 stream, 10.000 s missing.");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.Complaints, Is.Empty);
            Assert.That(page.RequestsThatLeave, Is.Empty);
            Assert.That(page.FilesRead, Is.EqualTo([new Uri(report.Path).AbsoluteUri]));
        }
    }

    [TestCase(true, "No findings.")]
    [TestCase(false, "No findings in what was read.")]
    public async Task Page_WithoutFindings_HasASentenceAndNoTable(bool isComplete, string words)
    {
        using var report = await ReportFile.OfAsync(Reports.Clean(isComplete));

        await using var page = await OpenedPage.OpenAsync(report.Path);

        await Microsoft.Playwright.Assertions.Expect(page.Page.Locator("#none")).ToHaveTextAsync(words);
        foreach (var gone in (string[])["#shown", ".filters", "#table"])
            await Microsoft.Playwright.Assertions.Expect(page.Page.Locator(gone)).ToBeHiddenAsync();
        await page.Page.EmulateMediaAsync(new Microsoft.Playwright.PageEmulateMediaOptions { Media = Microsoft.Playwright.Media.Print });
        await Microsoft.Playwright.Assertions.Expect(page.Page.Locator("#print-table")).ToBeHiddenAsync();
        Assert.That(page.Complaints, Is.Empty);
    }

    [Test]
    public async Task Page_OfAStreamWithoutSegments_HasAnEmptyLane()
    {
        using var archive = new ArchiveBuilder().DirectoryAt("desertbus", "source", "2026-03-28T22");
        using var report = await ReportFile.OfAsync(archive);

        await using var page = await OpenedPage.OpenAsync(report.Path);

        await Microsoft.Playwright.Assertions.Expect(page.Page.Locator("#subtitle")).ToHaveTextAsync("nothing was audited");
        await Microsoft.Playwright.Assertions.Expect(page.Page.Locator(".lane-label")).ToContainTextAsync("desertbus/source");
        Assert.That(page.Complaints, Is.Empty);
    }

    [Test]
    public async Task Page_WithoutStreams_OpensAndSaysSo()
    {
        using var report = await ReportFile.OfAsync([new SummaryRecord
        {
            Streams = 0,
            Hours = 0,
            Entries = default,
            Microseconds = default,
            Findings = default,
            Complete = true,
            Outcome = AuditOutcome.Success,
            Elapsed = TimeSpan.Zero,
        }]);

        await using var page = await OpenedPage.OpenAsync(report.Path);

        await Microsoft.Playwright.Assertions.Expect(page.Page.Locator("#verdict")).ToContainTextAsync("The archive has no streams.");
        await Microsoft.Playwright.Assertions.Expect(page.Page.Locator("#map")).ToBeHiddenAsync();
        Assert.That(page.Complaints, Is.Empty);
    }

    [Test]
    public async Task Page_OfNoRecords_SaysThatTheAuditBrokeOff()
    {
        using var report = await ReportFile.OfAsync([]);

        await using var page = await OpenedPage.OpenAsync(report.Path);

        await Microsoft.Playwright.Assertions.Expect(page.Page.Locator("#verdict")).ToContainTextAsync("Broken off.");
        Assert.That(page.Complaints, Is.Empty);
    }
}
