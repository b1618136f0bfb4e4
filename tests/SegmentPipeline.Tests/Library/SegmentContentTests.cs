using System.Text;

namespace SegmentPipeline.Tests.Library;

/// <summary>What a selected segment says of its file.</summary>
internal sealed class SegmentContentTests
{
    private const string Hash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private const string Name = $"10:00.0-2.0-full-{Hash}.ts";

    private static readonly TimeRange Asked = new(Timestamp.Parse("2026-03-28T22:10:00Z"), Timestamp.Parse("2026-03-28T22:10:02Z"));

    private string _root = null!;

    [SetUp]
    public void Begin() => _root = Directory.CreateTempSubdirectory("pipeline-content-").FullName;

    [TearDown]
    public void End() => Shell("rm -rf \"$1\"", _root);

    [Test]
    public async Task Segment_OfADisk_HasItsHashItsPathAndItsContent()
    {
        var file = Write("c", "q", "content");

        var segment = await SelectAsync(new StreamId("c", "q"));

        Assert.That((segment.Hash, segment.FullPath), Is.EqualTo((Hash, file)));
        Assert.That(segment.FullPathUtf8.ToArray(), Is.EqualTo(Encoding.UTF8.GetBytes(file)));
        await using var content = await segment.OpenReadAsync();
        using var text = new StreamReader(content);
        Assert.That(await text.ReadToEndAsync(), Is.EqualTo("content"));
    }

    [Test]
    public async Task Segments_OfTwoStreamsThatLookAlike_AreOpenedEachInItsOwn()
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("names that are not UTF-8 need a file system of Linux");
        var literal = Write("\\xFF", "q", "literal");
        var moved = Path.Combine(_root, "moved");
        Write("moved", "q", "byte");
        Rename(moved, [.. Encoding.UTF8.GetBytes(_root), (byte)'/', 0xFF]);

        var ofTheByte = await SelectAsync(new StreamId("\\xFF", "q"));
        var ofTheText = await SelectAsync(new StreamId("\\x5CxFF", "q"));

        Assert.That(ofTheByte.FullPathUtf8.ToArray(), Does.Contain((byte)0xFF));
        Assert.That(ofTheText.FullPathUtf8.ToArray(), Is.EqualTo(Encoding.UTF8.GetBytes(literal)));
        Assert.That((await ReadAsync(ofTheByte), await ReadAsync(ofTheText)), Is.EqualTo(("byte", "literal")));
    }

    [Test]
    public async Task Segment_GoneSinceItWasSelected_CannotBeOpened()
    {
        var file = Write("c", "q", "content");
        var segment = await SelectAsync(new StreamId("c", "q"));
        File.Delete(file);

        Assert.That(async () => await segment.OpenReadAsync(), Throws.TypeOf<FileNotFoundException>().With.Message.Contains(file));
    }

    private static async Task<string> ReadAsync(Segment segment)
    {
        await using var content = await segment.OpenReadAsync();
        using var text = new StreamReader(content);
        return await text.ReadToEndAsync();
    }

    private static void Rename(string from, byte[] to)
    {
        // The shell is the shortest way to a name that no text has.
        var escaped = string.Concat(to.Select(value => $"\\{Convert.ToString(value, 8).PadLeft(3, '0')}"));
        Shell("mv \"$1\" \"$(printf \"$2\")\"", from, escaped);
    }

    private static void Shell(string script, params string[] arguments)
    {
        using var shell = System.Diagnostics.Process.Start("sh", ["-c", script, "sh", .. arguments])!;
        shell.WaitForExit();
        Assert.That(shell.ExitCode, Is.Zero);
    }

    private string Write(string channel, string quality, string content)
    {
        var directory = Path.Combine(_root, channel, quality, "2026-03-28T22");
        Directory.CreateDirectory(directory);
        var file = Path.Combine(directory, Name);
        File.WriteAllText(file, content);
        return file;
    }

    private async Task<Segment> SelectAsync(StreamId stream)
    {
        await using var archive = SegmentArchive.Open(_root);
        return (await archive.SelectAsync(stream, Asked)).Segments.Single();
    }
}
