using System.Net.Http.Headers;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests.Published;

internal sealed class FileTests
{
    private const string Secret = "secret";

    private static readonly string Good = SegmentNames.Full("00:00");

    private static string Address => $"segments/c/q/{PublishedHost.Hour}/";

    [Test]
    public async Task File_IsSentWithItsHashAsItsTag_ForGood()
    {
        using var tree = Archive();
        await using var host = await PublishedHost.StartAsync(tree);

        using var whole = await host.GetAsync(Address + Good);
        using var escaped = await host.GetAsync(Address + Good.Replace(":", "%3A"));
        using var head = await host.GetAsync(Address + Good, method: HttpMethod.Head);
        using var known = await host.GetAsync(Address + Good, request => request.Headers.IfNoneMatch.Add(whole.Headers.ETag!));
        using var part = await host.GetAsync(Address + Good, request => request.Headers.Range = new RangeHeaderValue(1, 2));

        Assert.That(await whole.Content.ReadAsStringAsync(), Is.EqualTo("first"));
        Assert.That(await escaped.Content.ReadAsStringAsync(), Is.EqualTo("first"));
        Assert.That(whole.Headers.ETag!.Tag, Is.EqualTo($"\"{SegmentNames.Hash(0)}\""));
        Assert.That(whole.Headers.CacheControl!.ToString(), Does.Contain("immutable"));
        Assert.That(whole.Content.Headers.ContentType!.MediaType, Is.EqualTo("video/mp2t"));
        Assert.That((head.Content.Headers.ContentLength, await head.Content.ReadAsStringAsync()), Is.EqualTo(((long?)5, "")));
        Assert.That((int)known.StatusCode, Is.EqualTo(304));
        Assert.That(((int)part.StatusCode, await part.Content.ReadAsStringAsync()), Is.EqualTo((206, "ir")));
    }

    [Test]
    public async Task File_OfManyPieces_IsSentByteForByte()
    {
        using var tree = Archive();
        var content = new byte[3 * 256 * 1024 + 1];
        new Random(7).NextBytes(content);
        await File.WriteAllBytesAsync(tree.PathOf("c", "q", PublishedHost.Hour, Good), content);
        await using var host = await PublishedHost.StartAsync(tree);

        using var whole = await host.GetAsync(Address + Good);

        Assert.That(whole.Content.Headers.ContentLength, Is.EqualTo(content.Length));
        Assert.That(await whole.Content.ReadAsByteArrayAsync(), Is.EqualTo(content));
    }

    [Test]
    public async Task Extra_ThatGrowsWhileItIsSent_IsSentAsLongAsItWas()
    {
        using var tree = Archive();
        var path = tree.PathOf("extra", "top.txt");
        await using (var large = File.OpenWrite(path)) large.SetLength(32 * 1024 * 1024);
        await using var host = await PublishedHost.StartAsync(tree, new PublishedArchiveOptions { Extras = ["extra"] });

        using var request = new HttpRequestMessage(HttpMethod.Get, "segments/extra/top.txt");
        request.Headers.IfModifiedSince = DateTimeOffset.UnixEpoch;
        using var answer = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using (var larger = File.OpenWrite(path)) larger.SetLength(64 * 1024 * 1024);

        Assert.That((await answer.Content.ReadAsByteArrayAsync()).Length, Is.EqualTo(32 * 1024 * 1024));
    }

    [Test]
    public async Task File_ThatIsCutShortWhileItIsSent_BreaksTheConnection()
    {
        using var tree = Archive();
        var path = tree.PathOf("c", "q", PublishedHost.Hour, Good);
        await using (var large = File.OpenWrite(path)) large.SetLength(64 * 1024 * 1024);
        await using var host = await PublishedHost.StartAsync(tree);

        using var answer = await host.Client.GetAsync(Address + Good, HttpCompletionOption.ResponseHeadersRead);
        await using (var large = File.OpenWrite(path)) large.SetLength(0);

        Assert.That(() => answer.Content.ReadAsByteArrayAsync(), Throws.InstanceOf<HttpRequestException>());
    }

    [Test]
    public async Task File_ThatIsStillWritten_IsNotKept()
    {
        using var tree = Archive();
        await using var host = await PublishedHost.StartAsync(tree);

        using var temporary = await host.GetAsync(Address + SegmentNames.Temporary("00:06"));

        Assert.That(await temporary.Content.ReadAsStringAsync(), Is.EqualTo("temporary"));
        Assert.That(
            (temporary.Headers.CacheControl!.ToString(), temporary.Headers.ETag),
            Is.EqualTo(("no-cache", (EntityTagHeaderValue?)null)));
    }

    [TestCase("chat.json", 200)]
    [TestCase("other.tombstone", 200)]
    [TestCase("inside.ts", 200)]
    [TestCase("outside.ts", 404)]
    [TestCase("pipe.ts", 404)]
    [TestCase("directory.ts", 404)]
    [TestCase("notes.txt", 404)]
    [TestCase("WITHDRAWN", 404)]
    [TestCase("HIDDEN", 403)]
    [TestCase("nothing.ts", 404)]
    [TestCase("", 404)]
    public async Task File_OfEachSort_IsHandedOutOrNot(string name, int expected)
    {
        using var tree = Archive();
        await using var host = await PublishedHost.StartAsync(tree);

        var (status, text) = await host.ReadAsync(
            Address + name.Replace("WITHDRAWN", SegmentNames.Full("00:04")).Replace("HIDDEN", "." + Good));

        Assert.That(status, Is.EqualTo(expected));
        Assert.That(text, Does.Not.Contain(Secret));
    }

    [Test]
    public async Task Path_OfAnySpelling_StaysInsideTheArchive()
    {
        using var tree = Archive();
        await using var host = await PublishedHost.StartAsync(tree, new PublishedArchiveOptions { Extras = ["extra"] });
        var spellings = Spellings().ToList();

        var answers = new Dictionary<string, string>();
        foreach (var spelling in spellings) answers.Add(spelling, await host.SendRawAsync(spelling));

        Assert.That(spellings, Has.Count.GreaterThan(200));
        Assert.That(answers.Values, Has.None.Contains(Secret).And.None.Contains("root:"));
        Assert.That(answers.Where(answer => !answer.Value.StartsWith("HTTP/1.1 4", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task Extra_IsListedAndHandedOut_ThatIsConfiguredOnly()
    {
        using var tree = Archive();
        await using var host = await PublishedHost.StartAsync(tree, new PublishedArchiveOptions { Extras = ["extra"] });

        Assert.That(await host.ReadAsync("extras/extra"), Is.EqualTo((200, """["deep/er/b.png","top.txt"]""")));
        Assert.That(await host.ReadAsync("segments/extra/deep/er/b.png"), Is.EqualTo((200, "picture")));
        Assert.That((await host.ReadAsync("segments/extra/.hidden/a")).Status, Is.EqualTo(403));
        Assert.That((await host.ReadAsync("segments/extra/out.txt")).Status, Is.EqualTo(404));
        Assert.That((await host.ReadAsync("extras/c")).Status, Is.EqualTo(404));
        Assert.That((await host.ReadAsync("segments/c/notes.txt")).Status, Is.EqualTo(404));
    }

    /// <summary>Ways up and out, in the places where a path has a part, in spellings that somebody somewhere has decoded.</summary>
    private static IEnumerable<string> Spellings()
    {
        string[] ups =
        [
            "..",
            "%2e%2e",
            "%2E.",
            ".%2e",
            "%252e%252e",
            "..%00",
            "..;",
            "..%5c",
            "..%255c",
            "%c0%ae%c0%ae",
            "%u002e%u002e",
            "..%2f..",
            "%2e%2e%2f%2e%2e",
            "..%252f..",
            "\\..",
            ".\\.",
            "...",
            ". .",
            "%20..",
            "..%20",
            "%ef%bc%8e%ef%bc%8e",
            "..%c0%af",
            "..%e0%80%af",
        ];
        string[] ends = ["secret.ts", "etc/passwd", "../secret.ts", "..%2fsecret.ts"];
        foreach (var up in ups)
        {
            foreach (var end in ends)
            {
                yield return $"/segments/{up}/{end}";
                yield return $"/segments/c/q/{PublishedHost.Hour}/{up}/{up}/{up}/{up}/{end}";
                yield return $"/segments/extra/{up}/{up}/{end}";
            }
        }

        yield return $"/segments/c/q/{PublishedHost.Hour}/{new string('a', 5000)}.ts";
        yield return "/segments//etc/passwd";
        yield return "/segments/%2fetc%2fpasswd";
        yield return $"/segments/c/q/{PublishedHost.Hour}/{Good}%00";
        yield return "http://localhost/segments/../secret.ts";
    }

    /// <summary>One segment to be handed out, and everything around it.</summary>
    private static ArchiveBuilder Archive()
    {
        var tree = new ArchiveBuilder();
        tree.DirectoryAt("c", "q", PublishedHost.Hour, "directory.ts").DirectoryAt("extra", "deep", "er").DirectoryAt("extra", ".hidden");
        Write("first", "c", "q", PublishedHost.Hour, Good);
        Write(Secret, "c", "q", PublishedHost.Hour, "." + Good);
        Write("chat", "c", "q", PublishedHost.Hour, "chat.json");
        Write(Secret, "c", "q", PublishedHost.Hour, "notes.txt");
        Write(Secret, "c", "notes.txt");
        Write(Secret, "c", "q", PublishedHost.Hour, SegmentNames.Full("00:04"));
        tree.Tombstone("c", "q", PublishedHost.Hour, SegmentNames.Full("00:04")).File("c", "q", PublishedHost.Hour, "other.tombstone");
        Write("temporary", "c", "q", PublishedHost.Hour, SegmentNames.Temporary("00:06"));
        Write(Secret, "..", "secret.ts");
        tree.Link(tree.PathOf("..", "secret.ts"), "c", "q", PublishedHost.Hour, "outside.ts");
        tree.Link(Good, "c", "q", PublishedHost.Hour, "inside.ts");
        RawFiles.CreatePipe(System.Text.Encoding.UTF8.GetBytes(tree.PathOf("c", "q", PublishedHost.Hour, "pipe.ts")));
        Write("text", "extra", "top.txt");
        Write("picture", "extra", "deep", "er", "b.png");
        Write(Secret, "extra", ".hidden", "a");
        tree.Link(tree.PathOf("..", "secret.ts"), "extra", "out.txt");
        return tree;

        void Write(string content, params string[] path) => File.WriteAllText(tree.PathOf(path), content);
    }
}
