using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests.Published;

internal sealed class PlaylistTests
{
    private const string Range = "?start=2026-03-28T22:00:00Z&end=2026-03-28T22:00:04Z";

    [Test]
    public async Task Master_OffersEachQuality_AndPassesTheQueryOn()
    {
        using var tree = Archive();
        tree.DirectoryAt("c", "480p", "2026-03-27T22").DirectoryAt("c", "chat", PublishedHost.Hour);
        await using var host = await PublishedHost.StartAsync(tree);

        var (_, all) = await host.ReadAsync("playlist/c.m3u8");
        var (_, some) = await host.ReadAsync("playlist/c.m3u8" + Range);

        Assert.That(Addresses(all), Is.EqualTo(["c/q.m3u8", "c/480p.m3u8"]));
        Assert.That(Addresses(some), Is.EqualTo(["c/q.m3u8" + Range]));
        Assert.That(all, Does.StartWith("#EXTM3U\n").And.Contain("#EXT-X-STREAM-INF:BANDWIDTH=1500000,VIDEO=\"480p\"\n"));
    }

    [Test]
    public async Task Media_OfAFinishedRange_Ends_AndItsAddressesLeadToFiles()
    {
        using var tree = Archive();
        await using var host = await PublishedHost.StartAsync(tree, prefix: "/archives/main");

        var (_, text) = await host.ReadAsync("archives/main/playlist/c/q.m3u8" + Range);
        using var segment = await host.Client.GetAsync(
            new Uri(new Uri(host.Client.BaseAddress + "archives/main/playlist/c/q.m3u8"), Addresses(text).First()));

        Assert.That(text, Does.EndWith("#EXT-X-ENDLIST\n"));
        Assert.That(Addresses(text), Has.Length.EqualTo(2));
        Assert.That((int)segment.StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task Media_WithoutAnEnd_NeverEnds()
    {
        using var tree = Archive();
        await using var host = await PublishedHost.StartAsync(tree);

        var (_, text) = await host.ReadAsync("playlist/c/q.m3u8?start=2026-03-28T22:00:00");

        Assert.That(text, Does.Not.Contain("ENDLIST"));
        Assert.That(Addresses(text), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task Segment_ThatComesLate_IsPutIntoAHoleOnlyWhileTheHoleIsYoung()
    {
        using var tree = Archive();
        tree.File("c", "q", PublishedHost.Hour, SegmentNames.Full("00:06"));
        var clock = new MovableClock();
        await using var host = await PublishedHost.StartAsync(tree, clock: clock);
        const string Live = "playlist/c/q.m3u8?start=2026-03-28T22:00:00Z";

        var young = Starts((await host.ReadAsync(Live)).Text);
        clock.Advance(TimeSpan.FromSeconds(20));
        var told = Starts((await host.ReadAsync(Live)).Text);
        tree.File("c", "q", PublishedHost.Hour, SegmentNames.Full("00:04")).File("c", "q", PublishedHost.Hour, SegmentNames.Full("00:08"));
        clock.Advance(TimeSpan.FromMinutes(10));
        var (_, grown) = await host.ReadAsync(Live);
        var anew = Starts((await host.ReadAsync("playlist/c/q.m3u8?start=2026-03-28T22:00:01Z")).Text);

        Assert.That(young, Is.EqualTo(["00:00", "00:02"]));
        Assert.That(told, Is.EqualTo(["00:00", "00:02", "00:06"]));
        Assert.That(
            Starts(grown),
            Is.EqualTo(["00:00", "00:02", "00:06", "00:08"]),
            "who has been told of the hole does not see it filled");
        Assert.That(grown.Split("#EXT-X-DISCONTINUITY\n"), Has.Length.EqualTo(2));
        Assert.That(anew, Is.EqualTo(["00:00", "00:02", "00:04", "00:06", "00:08"]));
    }

    [TestCase("playlist/nothing.m3u8", 404)]
    [TestCase("playlist/c/nothing.m3u8", 404)]
    [TestCase("playlist/c/nothing.m3u8" + Range, 404)]
    [TestCase("playlist/c/q.m3u8?start=x", 400)]
    [TestCase("playlist/c/q.m3u8?start=2026-03-28T22:00:00+02:00&end=2026-03-28T20:00:04Z", 200)]
    [TestCase("playlist/c/q.m3u8?end=2026-03-29T10:00:00", 200)]
    [TestCase("playlist/c/q.m3u8?end=2026-03-29T10:00:01", 400)]
    [TestCase("playlist/c/q.m3u8?start=2026-03-28T11:00:00", 200)]
    [TestCase("playlist/c/q.m3u8?start=2026-03-28T10:59:59", 400)]
    [TestCase("playlist/c/q.m3u8?start=2026-03-01&end=2026-04-01", 200)]
    [TestCase("playlist/c/q.m3u8?start=2026-03-29&end=2026-03-28", 200)]
    [TestCase("playlist/.c/q.m3u8", 403)]
    [TestCase("playlist/c/q.m3u8" + Range + "&prefer=compatible", 200)]
    [TestCase("playlist/c/q.m3u8" + Range + "&prefer=complete", 200)]
    [TestCase("playlist/c/q.m3u8" + Range + "&prefer=Complete", 400)]
    [TestCase("playlist/c/q.m3u8" + Range + "&prefer=", 400)]
    [TestCase("playlist/c/q.m3u8" + Range + "&prefer=complete&prefer=complete", 400)]
    [TestCase("playlist/c.m3u8?prefer=complete", 200)]
    [TestCase("playlist/c.m3u8?prefer=best", 400)]
    [TestCase("cut/c/q.ts" + Range + "&type=rough&prefer=complete", 200)]
    [TestCase("cut/c/q.ts" + Range + "&type=rough&prefer=best", 400)]
    [TestCase("cut/c/q.ts" + Range + "&type=rough", 200)]
    [TestCase("cut/c/q.ts?start=2026-03-28T22:00:00Z&end=2026-03-28T22:00:09Z&type=rough", 406)]
    [TestCase("cut/c/q.ts?start=2026-03-28T22:00:00Z&end=2026-03-28T22:00:09Z&type=rough&allow_holes=true", 200)]
    [TestCase("cut/c/q.ts?start=2026-03-28T23:00:00Z&end=2026-03-28T23:00:09Z&type=rough&allow_holes=true", 406)]
    [TestCase("cut/c/q.ts?type=rough&allow_holes=true", 200)]
    [TestCase("cut/c/q.ts" + Range + "&type=mpegts", 400)]
    [TestCase("cut/c/q.ts" + Range + "&type=mp4", 400)]
    [TestCase("cut/c/q.ts" + Range + "&type=other", 400)]
    [TestCase("cut/c/q.ts" + Range + "&type=rough&allow_holes=some", 400)]
    [TestCase("cut/c/q.ts?start=2026-03-29&end=2026-03-28&type=rough", 400)]
    [TestCase("cut/c/nothing.ts?type=rough", 404)]
    [TestCase("frame/c/q.png", 400)]
    [TestCase("frame/c/q.png?timestamp=2026-03-28T23:30:00", 406)]
    public async Task Request_OfEachForm_HasItsStatus(string address, int expected)
    {
        using var tree = Archive();
        await using var host = await PublishedHost.StartAsync(tree);

        Assert.That((await host.ReadAsync(address)).Status, Is.EqualTo(expected));
    }

    [TestCase("playlist/c/nothing.m3u8" + Range)]
    [TestCase("playlist/nothing/q.m3u8" + Range)]
    [TestCase("cut/c/nothing.ts" + Range)]
    public async Task Stream_ThatIsNotThere_DoesNotTellWhereTheArchiveLies(string address)
    {
        using var tree = Archive();
        await using var host = await PublishedHost.StartAsync(tree);

        var (status, text) = await host.ReadAsync(address);

        Assert.That((status, text.Contains(tree.Root, StringComparison.Ordinal)), Is.EqualTo((404, false)));
    }

    [TestCase("/./files/c")]
    [TestCase("/../files/c")]
    [TestCase("/%2e/cut/c/q.ts")]
    [TestCase("/x/../playlist/c.m3u8")]
    public async Task Address_WithAStepBeforeItsNames_IsRefused(string address)
    {
        using var tree = Archive();
        await using var host = await PublishedHost.StartAsync(tree);

        Assert.That(await host.SendRawAsync(address), Does.StartWith("HTTP/1.1 403"));
    }

    [TestCase("playlist/c/q.m3u8?start=0001-01-01T00:00:00Z&end=9999-12-31T23:59:59Z", 200)]
    [TestCase("frame/c/q.png?timestamp=9999-12-31T23:59:59.999999Z", 406)]
    [TestCase("frame/c/q.png?timestamp=0001-01-01T00:00:00Z", 406)]
    public async Task Moment_AtTheEndsOfTime_IsAnswered(string address, int expected)
    {
        using var tree = Archive();
        await using var host = await PublishedHost.StartAsync(tree);

        Assert.That((await host.ReadAsync(address)).Status, Is.EqualTo(expected));
    }

    [Test]
    public async Task Complete_PlaylistAndCut_ShowWhatSuspectSegmentsHide()
    {
        using var tree = HiddenBySuspects();
        var clock = new MovableClock();
        clock.Advance(TimeSpan.FromSeconds(20));
        await using var host = await PublishedHost.StartAsync(tree, clock: clock);

        var compatible = Starts((await host.ReadAsync("playlist/c/q.m3u8" + Range)).Text);
        var complete = Starts((await host.ReadAsync("playlist/c/q.m3u8" + Range + "&prefer=complete")).Text);
        var cut = await host.ReadAsync($"cut/c/q.ts{Range}&type=rough&prefer=complete");
        var (refused, _) = await host.ReadAsync($"cut/c/q.ts{Range}&type=rough");

        Assert.That(compatible, Is.EqualTo(["59:59", "00:01", "00:03"]));
        Assert.That(complete, Is.EqualTo(["00:00", "00:02"]));
        Assert.That(cut, Is.EqualTo((200, "firstsecond")));
        Assert.That(refused, Is.EqualTo(406), "without it there is a hole behind each");
    }

    [Test]
    public async Task GrowingPlaylist_OfEachPreference_HasItsOwnMemory()
    {
        using var tree = HiddenBySuspects();
        await using var host = await PublishedHost.StartAsync(tree, clock: new MovableClock());
        const string Live = "playlist/c/q.m3u8?start=2026-03-28T22:00:00Z";

        var complete = Starts((await host.ReadAsync(Live + "&prefer=complete")).Text);
        var compatible = Starts((await host.ReadAsync(Live)).Text);

        Assert.That(complete, Is.EqualTo(["00:00", "00:02"]));
        Assert.That(compatible, Is.EqualTo(["59:59"]), "the holes behind it may still be filled");
    }

    [Test]
    public async Task RoughCut_IsTheSegmentsOneAfterTheOther()
    {
        using var tree = Archive();
        await using var host = await PublishedHost.StartAsync(tree);

        Assert.That(await host.ReadAsync($"cut/c/q.ts{Range}&type=rough"), Is.EqualTo((200, "firstsecond")));
    }

    private static string[] Addresses(string playlist) => [.. playlist.Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#'))];

    private static string[] Starts(string playlist) =>
        [.. Addresses(playlist).Select(address => Uri.UnescapeDataString(address).Split('/')[^1][..5])];

    private static ArchiveBuilder Archive()
    {
        var tree = new ArchiveBuilder();
        tree.DirectoryAt("c", "q", PublishedHost.Hour);
        File.WriteAllText(tree.PathOf("c", "q", PublishedHost.Hour, SegmentNames.Full("00:00")), "first");
        File.WriteAllText(tree.PathOf("c", "q", PublishedHost.Hour, SegmentNames.Full("00:02")), "second");
        return tree;
    }

    /// <summary>The same, with suspect segments half a second off.</summary>
    private static ArchiveBuilder HiddenBySuspects() => Archive()
        .File("c", "q", "2026-03-28T21", SegmentNames.Suspect("59:59.5"))
        .File("c", "q", PublishedHost.Hour, SegmentNames.Suspect("00:01.5"))
        .File("c", "q", PublishedHost.Hour, SegmentNames.Suspect("00:03.5"));

    /// <summary>The time of its making, by which files are young, and which only a test moves on.</summary>
    private sealed class MovableClock : TimeProvider
    {
        private DateTimeOffset _now = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => _now;

        internal void Advance(TimeSpan by) => _now += by;
    }
}
