using Microsoft.Playwright;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Pages.Tests.Site;

/// <summary>What is shown while an archive is compared, filled and verified, also if the host tells of it late or not at all.</summary>
[Platform("Linux")]
internal sealed class SiteWorkTests
{
    private const string Hour = "2026-03-28T22";
    private const string Timeline = "/archives/main#hole=c%2Fq%2F2026-03-28T22%3A03%3A00.000000Z";

    private ArchiveBuilder _here = null!;
    private ArchiveBuilder _there = null!;
    private SiteHost _host = null!;

    /// <summary>Two holes, of which the copy has one.</summary>
    [SetUp]
    public async Task StartAsync()
    {
        (_here, _there) = (new ArchiveBuilder(), new ArchiveBuilder());
        for (var minute = 0; minute < 10; minute++)
        {
            if (minute is not 7) Write(_there, minute);
            if (minute is not (3 or 7)) Write(_here, minute);
        }

        _host = await SiteHost.StartAsync(_here.Root, new SiteOptions { HasActions = true }, archive =>
        {
            archive.Replicas = [new ScheduledReplica { Name = "node2", Location = _there.Root }];
            archive.Fill = new ScheduledFill { OnlyWhenAsked = true };
            archive.Verify = new ScheduledVerify { Schedule = "0 3 1 1 *" };
        });
        await _host.ComparedAsync();
        await _host.AuditAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _here.Dispose();
        _there.Dispose();
    }

    [Test]
    public async Task Verdicts_OfAnotherComparison_AreShownWithoutAnAudit()
    {
        await using var site = await _host.OpenAsync(Timeline);
        await Assertions.Expect(site.Page.Locator("#holes tbody td:nth-child(4)").First).ToHaveTextAsync("fillable");
        await ReplaceInHolesAsync(site, "\"fillable\":60000000", "\"fillable\":30000000");
        await StartAsync("fill");

        await Assertions.Expect(site.Page.Locator("#holes tbody td:nth-child(4)").First).ToHaveTextAsync("fillable, rest not compared");
        await Assertions.Expect(site.Page.Locator("#detail")).ToContainTextAsync("30.000\u00a0s can be filled from node2");
    }

    [Test]
    public async Task Panel_OfAHoleThatIsComparedAgain_KeepsTheFocus()
    {
        await using var site = await _host.OpenAsync(Timeline);
        var detail = site.Page.Locator("#detail");
        await Assertions.Expect(detail).ToContainTextAsync("before the last audit");
        var close = detail.GetByText("Close");
        await close.FocusAsync();
        await ReplaceInHolesAsync(site, "\"compared\":\"20", "\"compared\":\"21");
        await StartAsync("fill");

        await Assertions.Expect(detail).Not.ToContainTextAsync("before the last audit");
        await Assertions.Expect(detail).ToContainTextAsync("can be filled from node2");
        await Assertions.Expect(close).ToBeFocusedAsync();
    }

    [Test]
    public async Task Verification_ThatTheHostTellsNothingOf_CanBeAskedForAgain()
    {
        await using var site = await _host.OpenAsync();
        await site.Page.RouteAsync("**/runs?kind=verify", route => route.FulfillAsync(new RouteFulfillOptions { Status = 202, Body = "{}" }));
        var asked = await site.Page.RunAndWaitForResponseAsync(() => site.Page.ClickAsync("text=Verify now"), "**/runs?kind=verify");

        Assert.That(asked.Status, Is.EqualTo(202));
        await Assertions.Expect(site.Page.Locator("text=Verify now")).ToBeEnabledAsync();
    }

    /// <summary>Everything is asked for twice: when the page is opened, and when it begins to hear of changes.</summary>
    [Test]
    public async Task Work_ThatWasAskedForBeforeItsEndWasTold_DoesNotHideIt()
    {
        await using var site = await _host.OpenAsync();
        // What the page before has still to ask is none of the two.
        await site.Page.GotoAsync("about:blank");
        var isHeld = new TaskCompletionSource();
        var toRelease = new TaskCompletionSource();
        var asked = 0;
        var old = await _host.Client.GetStringAsync("/api/archives/main/work");
        await site.Page.RouteAsync("**/work", async route =>
        {
            var number = Interlocked.Increment(ref asked);
            if (number > 2)
            {
                // It was told of the beginning as well, and asks about the end.
                await route.ContinueAsync();
                return;
            }

            if (number == 2) isHeld.SetResult();
            await toRelease.Task;
            await route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = old });
        });
        await site.Page.GotoAsync(_host.Url);
        await isHeld.Task;
        await StartAsync("verify");
        var work = site.Page.Locator(".work");
        await Assertions.Expect(work).ToContainTextAsync("Verified");
        toRelease.SetResult();

        await Assertions.Expect(site.Page.Locator(".panel .figures")).ToContainTextAsync("Holes2");
        await Assertions.Expect(work).ToContainTextAsync("Verified");
    }

    /// <summary>Has the host say something else of holes from now on.</summary>
    private static async Task ReplaceInHolesAsync(OpenedSite site, string before, string after) =>
        await site.Page.RouteAsync("**/holes?*", async route =>
        {
            var answer = await route.FetchAsync();
            var text = (await answer.TextAsync()).Replace(before, after, StringComparison.Ordinal);
            await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = text });
        });

    private async Task StartAsync(string kind)
    {
        using var reply = await _host.Client.PostAsync($"/api/archives/main/runs?kind={kind}", content: null);
        Assert.That(reply.IsSuccessStatusCode, Is.True, await reply.Content.ReadAsStringAsync());
    }

    /// <summary>A file whose name promises what is in it.</summary>
    private static void Write(ArchiveBuilder tree, int minute)
    {
        var directory = tree.PathOf("c", "q", Hour);
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, SegmentNames.Full($"{minute:D2}:00", "60.0", content: minute)), $"content {minute}");
    }
}
