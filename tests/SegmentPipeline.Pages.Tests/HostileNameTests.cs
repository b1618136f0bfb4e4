using Microsoft.Playwright;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Pages.Tests;

/// <summary>Names in an archive are chosen by strangers; in a page they are text.</summary>
public sealed class HostileNameTests
{
    private static readonly string[] Names =
    [
        "<script>alert(1)</script>.ts".Replace("/", "\u2215", StringComparison.Ordinal),
        "<script>document.title='taken'.ts",
        "<img src=x onerror=document.title='taken'>.ts",
        "<!--<script>.ts",
        "]]>\"'&amp;.ts",
        "{{data}}.ts",
        "javascript:alert(1).ts",
        "\u202Egnp.ts",
        "line\u2028break.ts",
    ];

    [Test]
    public async Task Names_OfAnyKind_AreShownAsText()
    {
        using var archive = new ArchiveBuilder()
            .File("<b>channel</b>".Replace("/", "", StringComparison.Ordinal), "<i>", "2026-03-28T22", SegmentNames.Full("00:00.0"))
            .File("<b>channel</b>".Replace("/", "", StringComparison.Ordinal), "<i>", "2026-03-28T22", SegmentNames.Full("00:10.0"));
        foreach (var name in Names) archive.File("c", "q", "2026-03-28T22", name);
        using var report = await ReportFile.OfAsync(archive);

        await using var page = await OpenedPage.OpenAsync(report.Path);

        var details = await page.Page.Locator("#table td.details").AllTextContentsAsync();
        using (Assert.EnterMultipleScope())
        {
            foreach (var name in Names) Assert.That(details, Has.Some.Contain($"2026-03-28T22/{VisibleText.MakeVisible(name)}:"));
            Assert.That(await page.Page.TitleAsync(), Is.EqualTo("Coverage report"));
            Assert.That(await page.Page.Locator("main script, main img, main b, main i").CountAsync(), Is.Zero);
            Assert.That(await page.Page.Locator(".lane-label").AllTextContentsAsync(), Has.Some.Contain("<b>channel<b>/<i>"));
            Assert.That(page.Complaints, Is.Empty);
            Assert.That(page.RequestsThatLeave, Is.Empty);
        }
    }

    [Test]
    public async Task Link_WithMarkup_IsShownAsText()
    {
        using var report = await ReportFile.OfAsync(Reports.Varied());

        await using var page = await OpenedPage.OpenAsync(report.Path, link: "#hole=<img src=x onerror=alert(1)>");

        await Assertions.Expect(page.Page.Locator("#detail")).ToContainTextAsync("This page has no finding");
        Assert.That(await page.Page.Locator("#detail img").CountAsync(), Is.Zero);
        Assert.That(page.Complaints, Is.Empty);
    }

    [Test]
    public async Task Script_ThatIsNotThePagesOwn_DoesNotRun()
    {
        using var report = await ReportFile.OfAsync(Reports.Varied());
        var text = await File.ReadAllTextAsync(report.Path);
        await File.WriteAllTextAsync(
            report.Path,
            text.Replace(
                "</main>",
                "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\"></main>",
                StringComparison.Ordinal));

        await using var page = await OpenedPage.OpenAsync(report.Path);

        Assert.That(await page.Page.TitleAsync(), Is.EqualTo("Coverage report"));
        Assert.That(page.Complaints, Has.Some.Contain("Content Security Policy"));
    }
}
