using Microsoft.Playwright;
using SegmentPipeline.Playback.Tests.Media;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Pages.Tests.Site;

/// <summary>Real video in a real host: played over a hole, cut beside it.</summary>
internal sealed class SitePlayerTests
{
    private const string Hole = "#hole=c%2Fq%2F2026-03-28T23:00:00.000000Z";

    private VideoArchive _archive = null!;
    private SiteHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _archive = await VideoArchive.MakeAsync(VideoArchive.H264, 8, 2);
        _host = await SiteHost.StartAsync(_archive.Root);
        await _host.AuditAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _archive.Dispose();
    }

    [Test]
    public async Task Hole_PlayedOver_IsSkippedAndTold()
    {
        await using var site = await _host.OpenAsync($"/archives/main{Hole}");
        Assert.That(site.Requests, Has.None.Contain("player.js"), "nothing is played yet");
        await site.NoteClockAsync();
        await site.Page.ClickAsync("text=Play over it");

        await Assertions.Expect(site.Page.Locator("#player .note")).ToContainTextAsync("Skipped a hole of 2.000\u00a0s, from 2026-03-28 23:00:00");
        await site.ClockSaidAsync("2026-03-28 23:00:0");
        await site.TakeAsync("player");
        Assert.That(await site.ViolationsAsync(), Is.Empty);
        Assert.That(site.Complaints, Is.Empty);
    }

    /// <summary>A machine that is busy leaves frames out: of these each second one is not shown from some on.</summary>
    [TestCase(1000)]
    [TestCase(3)]
    public async Task Frame_Steps_MoveThePictureByOne(int before)
    {
        await using var site = await _host.OpenAsync();
        await site.Page.AddInitScriptAsync($$"""
            window.frames = 0;
            const original = HTMLVideoElement.prototype.requestVideoFrameCallback;
            HTMLVideoElement.prototype.requestVideoFrameCallback = function (told) {
                return original.call(this, (now, frame) => {
                    const number = window.frames++;
                    told(now, { ...frame, mediaTime: (number + Math.max(0, number - {{before}})) / {{VideoArchive.FramesPerSecond}} });
                });
            };
            """);
        await site.Page.GotoAsync($"{_host.Url}/archives/main?stream=c%2Fq");
        await site.Page.Locator(".surface").FocusAsync();
        await site.Page.Keyboard.PressAsync("0");
        await site.Page.Keyboard.PressAsync("Enter");
        await site.Page.WaitForFunctionAsync("() => window.frames > 6 && document.querySelector('video').currentTime > 0.5");
        await site.Page.EvaluateAsync("() => document.querySelector('video').pause()");
        var paused = await site.Page.EvaluateAsync<double>("() => document.querySelector('video').currentTime");

        await site.Page.ClickAsync("text=frame ›");

        var after = await site.Page.EvaluateAsync<double>("() => document.querySelector('video').currentTime");
        Assert.That(after - paused, Is.EqualTo(1.0 / VideoArchive.FramesPerSecond).Within(0.01));
    }

    [Test]
    public async Task Pictures_BesideAHole_AreShown()
    {
        await using var site = await _host.OpenAsync($"/archives/main{Hole}");
        await site.Page.ClickAsync("text=Show pictures beside it");

        await site.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('figure img')].filter((image) => image.naturalWidth === 160).length === 2");
        await site.Page.ClickAsync("text=Why?");
        await Assertions.Expect(site.Page.Locator(".why")).ToContainTextAsync("As the disk is now: missing, for 2");
        await site.TakeAsync("pictures");
        Assert.That(await site.ViolationsAsync(), Is.Empty);
    }

    [Test]
    public async Task Cut_AroundAHole_SaysWhatIsMissing_AndIsAVideo()
    {
        RequiredTool.Ffprobe.Require();
        await using var site = await _host.OpenAsync($"/archives/main{Hole}");
        await site.Page.ClickAsync("text=Cut around it");
        await Assertions.Expect(site.Page.Locator(".cut")).ToContainTextAsync("of it are missing and will be left out");
        await Assertions.Expect(site.Page.Locator(".command")).ToContainTextAsync("pipeline cut ");
        await site.Page.SelectOptionAsync("[aria-label='Kind of cut']", "rough");
        var download = await site.Page.RunAndWaitForDownloadAsync(() => site.Page.ClickAsync("#cut-download"));
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.ts");
        await download.SaveAsAsync(file);
        try
        {
            var seconds = await Tool.RunAsync("ffprobe", ["-v", "error", "-show_entries", "stream=codec_name", "-of", "csv=p=0", file]);
            Assert.That(seconds, Does.Contain("h264").And.Contain("aac"));
            Assert.That(new FileInfo(file).Length, Is.GreaterThan(10_000));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public async Task Cut_MarkedByKeys_HasInAndOut()
    {
        await using var site = await _host.OpenAsync("/archives/main?stream=c%2Fq");
        var surface = site.Page.Locator(".surface");
        await Assertions.Expect(site.Page.Locator(".lane")).ToHaveCountAsync(1);
        await site.ViewAsync();
        var lane = (await site.Page.Locator(".lane canvas").BoundingBoxAsync())!;
        foreach (var (part, key) in ((float, string)[])[(0.55f, "i"), (0.9f, "o")])
        {
            await site.Page.Mouse.ClickAsync(lane.X + part * lane.Width, lane.Y + lane.Height / 2);
            await surface.FocusAsync();
            await site.Page.Keyboard.PressAsync(key);
        }

        await Assertions.Expect(site.Page.Locator(".cut")).ToContainTextAsync("No holes.");
        var words = await site.Page.Locator(".command").TextContentAsync();
        Assert.That(words, Does.Contain(" c q --start 2026-03-28T23:00:0").And.Contain("--mode rough"));
    }
}
