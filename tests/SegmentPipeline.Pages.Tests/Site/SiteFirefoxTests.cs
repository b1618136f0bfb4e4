using SegmentPipeline.Playback.Tests.Media;

namespace SegmentPipeline.Pages.Tests.Site;

/// <summary>The site in another browser: overview, timeline, and a hole that is played over.</summary>
internal sealed class SiteFirefoxTests
{
    [Test]
    public async Task Firefox_ShowsTheArchive_AndPlaysOverAHole()
    {
        await using var firefox = await Firefox.StartAsync();
        using var archive = await VideoArchive.MakeAsync(VideoArchive.H264, 8, 2);
        await using var host = await SiteHost.StartAsync(archive.Root);
        await host.AuditAsync();

        await firefox.GoToAsync($"{host.Url}/");
        await firefox.UntilAsync("document.querySelectorAll('tbody tr').length > 0 && document.querySelector('#live').textContent === 'live'");
        await firefox.RequireVideoAsync();
        await firefox.UntilAsync("document.querySelector('tbody canvas').width > 300");
        await firefox.TakeAsync("site-firefox-overview");

        await firefox.GoToAsync($"{host.Url}/archives/main");
        await firefox.UntilAsync("document.querySelector('.lane canvas')?.getContext('2d').getImageData(0, 0, 1, 1).data[3] === 255");
        var whole = await firefox.EvaluateAsync("document.querySelector('#range').textContent");
        await firefox.EvaluateAsync("document.querySelector('.surface').focus()");
        await firefox.PressAsync("+");
        await firefox.UntilAsync($"document.querySelector('#range').textContent !== '{whole}'");
        await firefox.PressAsync("n");
        await firefox.UntilAsync("document.querySelector('#detail').textContent.includes('Play over it')");
        await firefox.ClickAsync("[...document.querySelectorAll('#detail button')].find(({ textContent }) => textContent === 'Play over it')");
        await firefox.UntilAsync("document.querySelector('#player .note').textContent.includes('Skipped a hole of')");
        await firefox.UntilAsync("document.querySelector('video').currentTime > 0.5");
        await firefox.TakeAsync("site-firefox-player");

        Assert.That(await firefox.EvaluateAsync("document.querySelector('output.wall').textContent"), Does.Contain("2026-03-28 "));
        Assert.That(firefox.Complaints, Is.Empty);
    }
}
