using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Pages.Tests.Site;

/// <summary>Steps from hole to hole, of streams that lose the same time, and of one that is away for most of it.</summary>
internal sealed class SiteHoleTests
{
    private const string Hour = "2026-03-28T22";

    /// <summary>By start, then by channel.</summary>
    private static readonly string[] Holes = ["b/q/…22:01", "a/q/…22:03", "a-2/q/…22:03", "a/q/…22:07", "a-2/q/…22:07"];

    private ArchiveBuilder _tree = null!;
    private SiteHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _tree = new ArchiveBuilder();
        for (var minute = 0; minute < 10; minute++)
        {
            var name = SegmentNames.Full($"{minute:D2}:00", "60.0");
            if (minute is not (3 or 7))
            {
                _tree.File("a", "q", Hour, name);
                _tree.File("a-2", "q", Hour, name);
            }

            if (minute is 0 or 9) _tree.File("b", "q", Hour, name);
        }

        _host = await SiteHost.StartAsync(_tree.Root);
        await _host.AuditAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _tree.Dispose();
    }

    [Test]
    public async Task Steps_PassNoHoleBy_OnAndBack()
    {
        await using var site = await _host.OpenAsync("/archives/main");
        await Assertions.Expect(site.Page.Locator(".lane")).ToHaveCountAsync(3);
        foreach (var hole in Holes) await StepAsync(site, "n", hole);
        await StepAsync(site, "n", Holes[^1]);
        foreach (var hole in Holes.Reverse().Skip(1)) await StepAsync(site, "p", hole);
        await StepAsync(site, "p", Holes[0]);
        await Assertions.Expect(site.Page.Locator("[role=alert]")).ToBeHiddenAsync();
        Assert.That(site.Complaints, Is.Empty);
    }

    [Test]
    public async Task Step_BeyondTheLastHole_SaysSo()
    {
        await using var site = await _host.OpenAsync("/archives/main");
        await Assertions.Expect(site.Page.Locator(".lane")).ToHaveCountAsync(3);
        var words = site.Page.Locator("text=There is no hole behind this.");
        foreach (var hole in Holes) await StepAsync(site, "n", hole);
        await Assertions.Expect(words).ToHaveCountAsync(0);

        await StepAsync(site, "n", Holes[^1]);
        await Assertions.Expect(words).ToBeVisibleAsync();

        await StepAsync(site, "p", Holes[^2]);
        await Assertions.Expect(words).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Keys_OfAPageThatWasJustOpened_NeedNoClick()
    {
        await using var site = await _host.OpenAsync("/archives/main");
        await Assertions.Expect(site.Page.Locator(".lane")).ToHaveCountAsync(3);

        await site.Page.Keyboard.PressAsync("n");

        await Assertions.Expect(site.Page).ToHaveURLAsync(new Regex("#hole=b"));
    }

    [Test]
    public async Task Hole_ThatHeals_SaysSoWhileItIsLookedAt()
    {
        await using var site = await _host.OpenAsync($"/archives/main#hole={Uri.EscapeDataString("a/q/2026-03-28T22:03:00.000000Z")}");
        var detail = site.Page.Locator("#detail");
        await Assertions.Expect(detail).ToContainTextAsync("Stateopen");
        _tree.File("a", "q", Hour, SegmentNames.Full("03:00", "60.0"));
        try
        {
            await _host.AuditAsync();
            await Assertions.Expect(detail).ToContainTextAsync("Statehealed");
        }
        finally
        {
            File.Delete(_tree.PathOf("a", "q", Hour, SegmentNames.Full("03:00", "60.0")));
            await _host.AuditAsync();
        }
    }

    [Test]
    public async Task Row_OfAHoleThatIsGoneTo_KeepsTheFocus()
    {
        await using var site = await _host.OpenAsync("/archives/main");
        var summary = site.Page.Locator("#holes summary");
        await Assertions.Expect(summary).ToHaveTextAsync("5 holes in what is seen");
        await summary.ClickAsync();
        await site.Page.Locator("#holes tbody button").Nth(3).FocusAsync();
        await site.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(summary).ToHaveTextAsync("3 holes in what is seen"); // Of all three streams.

        var row = site.Page.Locator("#holes tbody tr", new() { Has = site.Page.Locator("button:focus") });
        await Assertions.Expect(row).ToContainTextAsync("2026-03-28 22:07:00");
        await Assertions.Expect(site.Page.Locator("#detail")).ToContainTextAsync("2026-03-28T22:07:00");
    }

    private static async Task StepAsync(OpenedSite site, string key, string hole)
    {
        await site.Page.Locator(".surface").FocusAsync();
        await site.Page.Keyboard.PressAsync(key);
        var link = Uri.EscapeDataString(hole).Replace(Uri.EscapeDataString("…"), ".*", StringComparison.Ordinal);
        await Assertions.Expect(site.Page).ToHaveURLAsync(new Regex($"#hole={link.Replace("%3A", "(:|%3A)", StringComparison.Ordinal)}"));
    }
}
