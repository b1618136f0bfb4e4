using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests.Published;

internal sealed class ListingTests
{
    private static readonly string Good = SegmentNames.Full("00:00");
    private static readonly string Withdrawn = SegmentNames.Full("00:02");
    private static readonly string Tombstone = Path.ChangeExtension(Withdrawn, ".tombstone");
    private static readonly string Temporary = SegmentNames.Temporary("00:04");

    [TestCase("files", "c")]
    [TestCase("files/c", "chat q")]
    [TestCase("files/c/q", PublishedHost.Hour)]
    [TestCase("files/nothing", "")]
    [TestCase("files/c/nothing", "")]
    [TestCase("files/c/q/2026-03-28T23", "")]
    [TestCase("files/c/q/no-hour", "")]
    [TestCase("files/c/q/..", null)]
    [TestCase("files/c%2Fq/x", "")]
    public async Task Level_HasTheNamesOfItsDirectories(string address, string? expected)
    {
        using var tree = Archive();
        await using var host = await PublishedHost.StartAsync(tree);

        var (status, text) = await host.ReadAsync(address);

        if (expected is null) Assert.That(status, Is.EqualTo(403));
        else
            Assert.That(
                (status, JsonSerializer.Deserialize<string[]>(text)),
                Is.EqualTo((200, expected.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
    }

    [TestCase("", false)]
    [TestCase("?tombstones=false", false)]
    [TestCase("?tombstones=true", true)]
    [TestCase("?tombstones=True", true)]
    public async Task Hour_HasItsFiles_AndTombstonesIfAskedFor(string query, bool hasTombstones)
    {
        using var tree = Archive();
        await using var host = await PublishedHost.StartAsync(tree);

        var (status, text) = await host.ReadAsync($"files/c/q/{PublishedHost.Hour}{query}");

        string[] files = [Good, Temporary, "bad.ts", "0-a.json"];
        Assert.That(status, Is.EqualTo(200));
        Assert.That(
            JsonSerializer.Deserialize<string[]>(text),
            Is.EquivalentTo(hasTombstones ? [.. files, Tombstone, "other.tombstone"] : files));
    }

    [TestCase("?tombstones=maybe")]
    [TestCase("?tombstones=")]
    [TestCase("?tombstones=true&tombstones=false")]
    public async Task Hour_AskedForOtherwise_IsRefused(string query)
    {
        using var tree = Archive();
        await using var host = await PublishedHost.StartAsync(tree);

        Assert.That((await host.ReadAsync($"files/c/q/{PublishedHost.Hour}{query}")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task Name_ThatIsNotUtf8_IsWrittenByteByByte()
    {
        using var tree = new ArchiveBuilder();
        tree.File("c", "q", PublishedHost.Hour, [(byte)'"', 0xFF, (byte)'.', (byte)'t', (byte)'s']);
        await using var host = await PublishedHost.StartAsync(tree);

        Assert.That((await host.ReadAsync($"files/c/q/{PublishedHost.Hour}")).Text, Is.EqualTo("[\"\\u0022\\udcff.ts\"]"));
    }

    [TestCase("files")]
    [TestCase("files/c")]
    [TestCase("files/c/q")]
    [TestCase("files/c/q/" + PublishedHost.Hour)]
    public async Task Level_ThatCannotBeRead_IsUnavailable(string address)
    {
        var tree = new ArchiveTree();
        var hour = tree.Hour(PublishedHost.Hour);
        TreeDirectory[] levels = [tree.Root, tree.Root.Child("c"), tree.Root.Child("c").Child("q"), hour];
        levels[address.Count(letter => letter == '/')].Unreadable = "input/output error";
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory);
        await using var host = await PublishedHost.StartAsync(opened.Archive);

        Assert.That((await host.ReadAsync(address)).Status, Is.EqualTo(503));
    }

    [TestCase("files")]
    [TestCase("files/c")]
    [TestCase("files/c/q")]
    [TestCase("files/c/q/" + PublishedHost.Hour)]
    [TestCase("hours/c/q")]
    [TestCase("playlist/c.m3u8")]
    [TestCase("playlist/c/q.m3u8")]
    public async Task Archive_ThatIsNotMounted_IsUnavailable(string address)
    {
        using var tree = Archive();
        await using var host = await PublishedHost.StartAsync(tree);
        Directory.Move(tree.Root, tree.Root + "-away");

        var (status, text) = await host.ReadAsync(address);

        Assert.That((status, text.Contains(tree.Root, StringComparison.Ordinal)), Is.EqualTo((503, false)));
    }

    [Test]
    public async Task Hour_ThatIsKnownAlready_IsNotToldAgain()
    {
        using var tree = Archive();
        await using var host = await PublishedHost.StartAsync(tree);
        var address = $"files/c/q/{PublishedHost.Hour}?tombstones=true";
        using var first = await host.GetAsync(address);

        using var same = await host.GetAsync(address, request => request.Headers.IfNoneMatch.Add(first.Headers.ETag!));
        tree.File("c", "q", PublishedHost.Hour, SegmentNames.Full("00:06"));
        using var grown = await host.GetAsync(address, request => request.Headers.IfNoneMatch.Add(first.Headers.ETag!));

        Assert.That(((int)same.StatusCode, (int)grown.StatusCode), Is.EqualTo((304, 200)));
    }

    [Test]
    public async Task Digests_AreOfTheSortedNamesEachWithALineFeed()
    {
        using var tree = Archive();
        tree.DirectoryAt("c", "q", "2026-03-28T23");
        await using var host = await PublishedHost.StartAsync(tree);
        string[] names = [Good, Temporary, "bad.ts", "0-a.json", Tombstone, "other.tombstone"];
        var text = string.Concat(names.Order(StringComparer.Ordinal).Select(name => name + "\n"));

        var (_, digests) = await host.ReadAsync("hours/c/q");

        Assert.That(digests, Is.EqualTo(
            $$$"""{"{{{PublishedHost.Hour}}}":{"entries":6,"digest":"{{{Digest(text)}}}"},"2026-03-28T23":{"entries":0,"digest":"{{{Digest("")}}}"}}"""));
        tree.File("c", "q", "2026-03-28T23", Good);
        Assert.That((await host.ReadAsync("hours/c/q")).Text, Does.Contain(Digest(Good + "\n")));
    }

    [Test]
    public async Task Digest_OfAnHourThatCannotBeRead_IsNull()
    {
        var tree = new ArchiveTree();
        tree.Hour(PublishedHost.Hour).Unreadable = "input/output error";
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory);
        await using var host = await PublishedHost.StartAsync(opened.Archive);

        Assert.That(await host.ReadAsync("hours/c/q"), Is.EqualTo((200, $$$"""{"{{{PublishedHost.Hour}}}":null}""")));
    }

    [Test]
    public async Task Listing_IsPackedForWhoAsks_AndMayBeReadByAnyPage()
    {
        using var tree = Archive();
        await using var host = await PublishedHost.StartAsync(tree);
        using var packed = await host.GetAsync($"files/c/q/{PublishedHost.Hour}", request =>
            request.Headers.AcceptEncoding.ParseAdd("gzip"));
        await using var unpacked = new GZipStream(await packed.Content.ReadAsStreamAsync(), CompressionMode.Decompress);

        Assert.That(packed.Content.Headers.ContentEncoding, Is.EqualTo(["gzip"]));
        Assert.That(packed.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(["*"]));
        Assert.That((await JsonSerializer.DeserializeAsync<string[]>(unpacked))!, Has.Length.EqualTo(4));
    }

    [Test]
    public async Task Archive_BehindAPrefix_IsFoundThere()
    {
        using var tree = Archive();
        await using var host = await PublishedHost.StartAsync(tree, prefix: "/archives/main");

        Assert.That(await host.ReadAsync("archives/main/files/c/q"), Is.EqualTo((200, $"[\"{PublishedHost.Hour}\"]")));
        Assert.That((await host.ReadAsync("files/c/q")).Status, Is.EqualTo(404));
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>An hour with one entry of each kind, and beside it what no listing has.</summary>
    private static ArchiveBuilder Archive()
    {
        var tree = new ArchiveBuilder();
        foreach (
            var name in (string[])
                [Good, Withdrawn, Tombstone, Temporary, "bad.ts", "0-a.json", "other.tombstone", "other.json", ".hidden.ts", "notes.txt"])
            tree.File("c", "q", PublishedHost.Hour, name);
        tree.DirectoryAt("c", "q", PublishedHost.Hour, "directory.ts")
            .DirectoryAt("c", "chat")
            .DirectoryAt("c", ".hidden")
            .DirectoryAt(".hidden")
            .DirectoryAt("c", "q", ".hidden");
        File.WriteAllText(tree.PathOf("notes.txt"), "");
        File.WriteAllText(tree.PathOf("c", "notes.txt"), "");
        return tree;
    }
}
