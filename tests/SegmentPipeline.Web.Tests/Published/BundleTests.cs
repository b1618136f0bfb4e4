using System.Formats.Tar;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests.Published;

internal sealed class BundleTests
{
    private const int Megabyte = 1024 * 1024;

    private static string Address => $"bundle/c/q/{PublishedHost.Hour}";

    [Test]
    public async Task Bundle_HasTheFilesThatAreThere_AsTarReadsThem()
    {
        using var tree = new ArchiveBuilder();
        var modified = new DateTimeOffset(2026, 3, 28, 22, 10, 0, TimeSpan.Zero);
        var contents = new Dictionary<string, byte[]>();
        foreach (var (at, bytes) in new[] { (0, 0), (1, 1), (2, 511), (3, 512), (4, 300_000) })
        {
            var content = new byte[bytes];
            new Random(at).NextBytes(content);
            var name = SegmentNames.Full($"0{at}:00", content: at);
            contents.Add(name, content);
            tree.File("c", "q", PublishedHost.Hour, name);
            await File.WriteAllBytesAsync(tree.PathOf("c", "q", PublishedHost.Hour, name), content);
            File.SetLastWriteTimeUtc(tree.PathOf("c", "q", PublishedHost.Hour, name), modified.UtcDateTime);
        }

        await using var host = await PublishedHost.StartAsync(tree);
        using var answer = await host.GetAsync(AddressOf([.. contents.Keys, SegmentNames.Full("09:00")]));

        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/x-tar"));
        var bytesSent = await answer.Content.ReadAsByteArrayAsync();
        Assert.That(bytesSent, Has.Length.EqualTo(answer.Content.Headers.ContentLength));
        var entries = Read(bytesSent);
        Assert.That(entries.Select(entry => entry.Name), Is.EqualTo(contents.Keys));
        Assert.That(entries.Select(entry => entry.ModificationTime), Is.All.EqualTo(modified));
        foreach (var entry in entries) Assert.That(ContentOf(entry), Is.EqualTo(contents[entry.Name]));
        using var head = await host.GetAsync(AddressOf(contents.Keys), method: HttpMethod.Head);
        Assert.That(head.Content.Headers.ContentLength, Is.EqualTo(bytesSent.Length));
    }

    [Test]
    public async Task Bundle_HasNothingThatIsNotHandedOutAlone()
    {
        using var tree = new ArchiveBuilder();
        var (good, withdrawn) = (SegmentNames.Full("00:00"), SegmentNames.Full("01:00", content: 1));
        var outside = SegmentNames.Full("02:00", content: 2);
        foreach (var name in new[] { good, withdrawn, ".hidden.ts", "notes.txt" }) tree.File("c", "q", PublishedHost.Hour, name);
        tree.Tombstone("c", "q", PublishedHost.Hour, withdrawn).Link("/etc/passwd", "c", "q", PublishedHost.Hour, outside);
        await using var host = await PublishedHost.StartAsync(tree);

        string[] asked =
        [
            good, withdrawn, outside, ".hidden.ts", "notes.txt", "", "..", "../" + PublishedHost.Hour + "/" + good, "/etc/passwd", "a\0b.ts",
            new string('x', 98) + ".ts", new string('x', 300),
        ];
        Assert.That(await NamesAsync(host, AddressOf(asked)), Is.EqualTo([good]));
        Assert.That(await NamesAsync(host, $"bundle/c/other/{PublishedHost.Hour}?name={good}"), Is.Empty);
        Assert.That(await NamesAsync(host, $"bundle/c/q/2026-03-28T23?name={good}"), Is.Empty);
        Assert.That(await NamesAsync(host, $"bundle/c/q/nohour?name={good}"), Is.Empty);
        Assert.That((await host.ReadAsync($"bundle/.c/q/{PublishedHost.Hour}?name={good}")).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task Bundle_IsBounded()
    {
        using var tree = new ArchiveBuilder();
        var names = Enumerable.Range(0, 5).Select(at => SegmentNames.Full($"0{at}:00", content: at)).ToList();
        int[] megabytes = [3, 9, 4, 2, 1];
        foreach (var (name, size) in names.Zip(megabytes)) tree.File("c", "q", PublishedHost.Hour, name, size * Megabyte);
        await using var host = await PublishedHost.StartAsync(tree);

        Assert.That(await NamesAsync(host, AddressOf(names)), Is.EqualTo([names[0], names[2], names[3]]));
        Assert.That((await host.ReadAsync(Address)).Status, Is.EqualTo(400));
        Assert.That((await host.ReadAsync(AddressOf(Enumerable.Repeat("x", 32)))).Status, Is.EqualTo(200));
        var (status, text) = await host.ReadAsync(AddressOf(Enumerable.Repeat("x", 33)));
        Assert.That(status, Is.EqualTo(400));
        Assert.That(text, Does.Contain("1 to 32 names"));
    }

    private static string AddressOf(IEnumerable<string> names) =>
        $"{Address}?{string.Join('&', names.Select(name => $"name={Uri.EscapeDataString(name)}"))}";

    private static async Task<IEnumerable<string>> NamesAsync(PublishedHost host, string address)
    {
        using var answer = await host.GetAsync(address);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), address);
        return Read(await answer.Content.ReadAsByteArrayAsync()).Select(entry => entry.Name);
    }

    private static List<TarEntry> Read(byte[] bytes)
    {
        var entries = new List<TarEntry>();
        using var reader = new TarReader(new MemoryStream(bytes));
        while (reader.GetNextEntry(copyData: true) is { } entry) entries.Add(entry);
        return entries;
    }

    private static byte[] ContentOf(TarEntry entry)
    {
        using var content = new MemoryStream();
        entry.DataStream?.CopyTo(content);
        return content.ToArray();
    }
}
