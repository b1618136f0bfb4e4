using Microsoft.Playwright;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Pages.Tests.Site;

/// <summary>Excusing a hole from the site, and taking that back.</summary>
internal sealed class SiteExcuseTests
{
    private const string Hour = "2026-03-28T22";

    private ArchiveBuilder _tree = null!;
    private SiteHost _host = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _tree = new ArchiveBuilder();
        for (var minute = 0; minute < 10; minute++)
        {
            if (minute != 3) _tree.File("c", "q", Hour, SegmentNames.Full($"{minute:D2}:00", "60.0"));
        }

        _host = await SiteHost.StartAsync(_tree.Root, new SiteOptions { HasActions = true });
        await _host.AuditAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _tree.Dispose();
    }

    [TestCase(ColorScheme.Light, 1280, "light")]
    [TestCase(ColorScheme.Dark, 390, "phone")]
    public async Task Hole_ThatIsExcused_IsToldAsExcusedAndOpenAgainWhenThatIsTakenBack(ColorScheme scheme, int width, string name)
    {
        await using var site = await _host.OpenAsync(
            $"/archives/main#hole={Uri.EscapeDataString("c/q/2026-03-28T22:03:00.000000Z")}",
            new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        var (detail, dialog) = (site.Page.Locator("#detail"), site.Page.Locator("dialog"));
        await detail.GetByRole(AriaRole.Button, new() { Name = "Excuse…" }).ClickAsync();
        await Assertions.Expect(dialog.GetByLabel("Reason")).ToBeFocusedAsync();
        await site.TakeAsync($"excuse-{name}");
        Assert.That(await site.ViolationsAsync(), Is.Empty);

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Excuse" }).ClickAsync();
        await Assertions.Expect(dialog).ToContainTextAsync("It is not excused: it has no reason.");
        await dialog.GetByLabel("Reason").FocusAsync();
        await site.Page.Keyboard.TypeAsync("<b>the camera</b> was in repair");
        await site.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(dialog).ToContainTextAsync("It is kept.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Audit now" }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await Assertions.Expect(detail).ToContainTextAsync("Stateexcused");
        var list = site.Page.Locator(".excuses");
        await Assertions.Expect(list).ToContainTextAsync("<b>the camera</b> was in repair");
        await site.TakeAsync($"excused-{name}");
        Assert.That(await site.ViolationsAsync(), Is.Empty);
        Assert.That(await site.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), Is.EqualTo(width));
        Assert.That((await _host.GetAsync("/api/archives/main/holes")).GetProperty("holes").GetArrayLength(), Is.Zero);

        await list.GetByRole(AriaRole.Button, new() { Name = "Take back" }).ClickAsync();
        await Assertions.Expect(list).ToBeHiddenAsync();
        await _host.AuditAsync();
        Assert.That((await _host.GetAsync("/api/archives/main/holes")).GetProperty("holes").GetArrayLength(), Is.EqualTo(1));
    }
}
