using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SegmentPipeline.Playback.Tests.Media;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Pages.Tests.Site;

/// <summary>Lanes of other copies below those of the archive, and real video that is played from where it is.</summary>
internal sealed class SiteCopyLaneTests
{
    private const string Hole = "#hole=c%2Fq%2F2026-03-28T23:00:00.000000Z";

    private VideoArchive _there = null!;
    private VideoArchive _here = null!;
    private SiteHost _node = null!;
    private SiteHost _host = null!;

    /// <summary>Four seconds from 23:00:00 on are missing here and not there.</summary>
    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _there = await VideoArchive.MakeAsync(VideoArchive.H264, 8);
        _here = await VideoArchive.MakeAsync(VideoArchive.H264, 8, 2, 3);
        _node = await SiteHost.StartAsync(_there.Root);
        await _node.AuditAsync();
        _host = await SiteHost.StartAsync(_here.Root, configure: archive => archive.Replicas =
        [
            new ScheduledReplica { Name = "node2", Location = _node.Url },
            new ScheduledReplica { Name = "stock", Location = $"{_node.Url}/nowhere" },
        ]);
        await _host.ComparedAsync();
        await _host.AuditAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _node.DisposeAsync();
        _here.Dispose();
        _there.Dispose();
    }

    [Test]
    public async Task Switch_ShowsLanesOfCopies_AndIsInTheAddress()
    {
        await using var site = await _host.OpenAsync("/archives/main");
        var (lanes, button) = (site.Page.Locator(".lane"), site.Page.Locator("#copies"));
        await Assertions.Expect(lanes).ToHaveCountAsync(1);
        await Assertions.Expect(button).ToHaveAttributeAsync("aria-pressed", "false");
        Assert.That(site.Requests, Has.None.Contain("/replicas/"), "nobody has asked for it yet");

        await button.ClickAsync();

        await Assertions.Expect(lanes).ToHaveCountAsync(3);
        await Assertions.Expect(button).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(site.Page).ToHaveURLAsync(new Regex("[?&]copies=1"));
        await site.Page.GoBackAsync();
        await Assertions.Expect(lanes).ToHaveCountAsync(1);
        Assert.That(site.Complaints, Is.Empty);
    }

    [Test]
    public async Task Switch_LeavesTheSelectedHoleFramed()
    {
        const string isFramed = """
            () => {
                const canvas = document.querySelector(".lane canvas");
                const { from, to } = document.querySelector(".surface")?.dataset ?? {};
                if (!canvas || canvas.width <= 1 || from === undefined) return false;
                const at = (second) => Math.floor(((Date.parse(`2026-03-28T23:00:${second}Z`) * 1000 - from) / (to - from)) * canvas.width);
                const dot = (x) => [...canvas.getContext("2d").getImageData(x, Math.floor(canvas.height * 0.75), 1, 1).data].join();
                return dot(at("00")) !== dot(at("01")) && dot(at("00")) === dot(at("04"));
            }
            """;
        await using var site = await _host.OpenAsync(
            $"/archives/main?from=2026-03-28T22:59:56.000000Z&to=2026-03-28T23:00:08.000000Z{Hole}");
        await site.Page.WaitForFunctionAsync(isFramed);

        await site.Page.ClickAsync("#copies");

        await Assertions.Expect(site.Page.Locator(".lane")).ToHaveCountAsync(3);
        await site.Page.WaitForFunctionAsync(isFramed);
        Assert.That(site.Complaints, Is.Empty);
    }

    [TestCase(ColorScheme.Light, 1280, "copies-light")]
    [TestCase(ColorScheme.Dark, 1280, "copies-dark")]
    [TestCase(ColorScheme.Light, 390, "copies-phone")]
    public async Task Lane_OfACopy_ShowsWhatItHas_AndOneThatDoesNotSaySaysSo(ColorScheme scheme, int width, string name)
    {
        await using var site = await _host.OpenAsync(
            "/archives/main?copies=1&from=2026-03-28T22:59:56.000000Z&to=2026-03-28T23:00:12.000000Z",
            new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        await Assertions.Expect(site.Page.Locator(".lane-label.copy")).ToHaveTextAsync(["node2", "stockdoes not say"]);
        await site.Page.WaitForFunctionAsync("""
            () => {
                const [here, there] = [...document.querySelectorAll(".lane canvas")].map((canvas) => (part) =>
                    [...canvas.getContext("2d").getImageData(Math.floor(canvas.width * part), Math.floor(canvas.height * 0.75), 1, 1).data].join());
                const { from, to } = document.querySelector(".surface").dataset;
                const part = (Date.parse("2026-03-28T23:00:01Z") * 1000 - from) / (to - from);
                const before = (Date.parse("2026-03-28T22:59:57Z") * 1000 - from) / (to - from);
                return here(part) !== here(before) && there(part) === here(before);
            }
            """);
        await site.TakeAsync(name);

        Assert.That(await site.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), Is.EqualTo(width));
        Assert.That(await site.ViolationsAsync(), Is.Empty);
        Assert.That(site.Complaints, Is.Empty);
        Assert.That(site.Requests, Has.All.StartsWith(_host.Url), "pages speak with their host alone");
    }

    [Test]
    public async Task Moment_OfACopy_IsPlayedFromIt()
    {
        await using var site = await _host.OpenAsync(
            "/archives/main?copies=1&from=2026-03-28T22:59:56.000000Z&to=2026-03-28T23:00:08.000000Z");
        await Assertions.Expect(site.Page.Locator(".lane")).ToHaveCountAsync(3);
        await site.ViewAsync();
        var lane = (await site.Page.Locator(".lane canvas").Nth(1).BoundingBoxAsync())!;
        await site.Page.Mouse.ClickAsync(lane.X + lane.Width / 2, lane.Y + lane.Height / 2);
        await Assertions.Expect(site.Page.Locator("#detail h2")).ToHaveTextAsync("c/q at node2");
        await site.NoteClockAsync();
        await site.Page.ClickAsync("text=Play from here");

        await Assertions.Expect(site.Page.Locator("#player h2").First).ToHaveTextAsync("c/q from node2");
        await site.ClockSaidAsync("2026-03-28 23:00:02");
        await site.TakeAsync("player-copy");
        Assert.That(await site.ViolationsAsync(), Is.Empty);
        Assert.That(site.Complaints, Is.Empty);
        Assert.That(site.Requests, Has.All.StartsWith(_host.Url));
    }

    [Test]
    public async Task Hole_ThatACopyHas_IsPlayedFromIt()
    {
        await using var site = await _host.OpenAsync($"/archives/main{Hole}");
        await site.NoteClockAsync();
        await site.Page.ClickAsync("text=Play from node2");

        await site.ClockSaidAsync("2026-03-28 23:00:01");
        Assert.That(site.Complaints, Is.Empty);
    }
}
