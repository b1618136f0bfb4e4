using System.Text;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary>Two channels whose names look alike, the byte FF and the four characters <c>\xFF</c>, and what is written about each.</summary>
[Platform("Linux")]
internal sealed class RawNameTests
{
    private const string Hour = "2026-03-28T22";
    private static readonly string[] Range = ["--start", $"{Hour}:00:00Z", "--end", $"{Hour}:00:02Z"];
    private static readonly string OfByte = SegmentNames.Full("00:00", content: 1);
    private static readonly string OfText = SegmentNames.Full("00:00", content: 2);
    private ArchiveBuilder _archive = null!;
    private Pipeline _pipeline = null!;
    private MemoryStream _output = null!;

    [SetUp]
    public void Open()
    {
        var tree = new ArchiveTree();
        tree.Hour("\u00ff", "q", Hour).File(OfByte, 3);
        tree.Hour(@"\xFF", "q", Hour).File(OfText, 5);
        tree.Hour(@"alone\xFF", "q", Hour).File(OfText, 7);
        tree.Hour("line\nfeed", "q", Hour).File(OfText, 7);
        _archive = ArchiveBuilder.Of(tree);
        _output = new MemoryStream();
        _pipeline = new Pipeline { Output = _output };
    }

    [TearDown]
    public void Close()
    {
        _pipeline.Dispose();
        _output.Dispose();
        _archive.Dispose();
    }

    private static IEnumerable<TestCaseData> Channels()
    {
        yield return new TestCaseData(@"\xFF", new byte[] { 0xFF }, "%FF", OfByte, 3);
        yield return new TestCaseData(@"\x5CxFF", @"\xFF"u8.ToArray(), "%5CxFF", OfText, 5);
        yield return new TestCaseData(@"alone\xFF", @"alone\xFF"u8.ToArray(), "alone%5CxFF", OfText, 7);
    }

    [TestCaseSource(nameof(Channels))]
    public async Task Segments_OfAStreamThatLooksLikeAnother_NameItsRealFiles(
        string channel,
        byte[] name,
        string encoded,
        string file,
        int sizeBytes)
    {
        byte[] path = [.. Encoding.UTF8.GetBytes(_archive.Root), (byte)'/', .. name, .. Encoding.ASCII.GetBytes($"/q/{Hour}/{file}")];

        Assert.That((await _pipeline.RunAsync(["segments", _archive.Root, channel, "q", .. Range, "--format", "paths"])).ExitCode, Is.Zero);
        Assert.That(_output.ToArray(), Is.EqualTo((byte[])[.. path, (byte)'\n']));
        _output.SetLength(0);
        Assert.That(
            (await _pipeline.RunAsync(["segments", _archive.Root, channel, "q", .. Range, "--format", "ffconcat"])).ExitCode,
            Is.Zero);
        Assert.That(_output.ToArray().AsSpan().IndexOf((byte[])[.. "file '"u8, .. path, .. "'\n"u8]), Is.GreaterThan(0));
        _output.SetLength(0);
        Assert.That((await _pipeline.RunAsync(["segments", _archive.Root, channel, "q", .. Range, "--format", "m3u8"])).ExitCode, Is.Zero);
        Assert.That(Encoding.UTF8.GetString(_output.ToArray()), Does.Contain($"\n{encoded}/q/"));

        var cut = await _pipeline.RunAsync(["cut", _archive.Root, channel, "q", .. Range, "--quiet", "--output", "cut.ts"]);
        Assert.That(cut.ExitCode, Is.Zero, cut.Error);
        Assert.That(_pipeline.ReadFile("cut.ts"), Has.Length.EqualTo(sizeBytes));
        _output.SetLength(0);
        Assert.That((await _pipeline.RunAsync("why", _archive.Root, channel, "q", $"{Hour}:00:01Z")).ExitCode, Is.Zero);
        Assert.That(Encoding.UTF8.GetString(_output.ToArray()), Does.Contain(file[^20..]));
        Assert.That(await ChannelsOfAuditAsync("--channel", channel), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Audit_OfBoth_HasAStreamOfEach() =>
        Assert.That(await ChannelsOfAuditAsync(), Is.EquivalentTo([@"\\xFF", @"\\x5CxFF", @"alone\\x5CxFF", @"line\nfeed"]));

    [Test]
    public async Task Paths_WithALineFeed_AreRefusedWithoutNull()
    {
        var refused = await _pipeline.RunAsync(["segments", _archive.Root, "line\nfeed", "q", .. Range, "--format", "paths"]);
        Assert.That((refused.ExitCode, _output.Length), Is.EqualTo((64, 0L)));
        Assert.That(refused.Error, Does.Contain("--null"));

        Assert.That(
            (await _pipeline.RunAsync(["segments", _archive.Root, "line\nfeed", "q", .. Range, "--format", "paths", "--null"])).ExitCode,
            Is.Zero);
        Assert.That(Encoding.UTF8.GetString(_output.ToArray()), Is.EqualTo($"{_archive.Root}/line\nfeed/q/{Hour}/{OfText}\0"));
        Assert.That((await _pipeline.RunAsync(["segments", _archive.Root, "c", "q", .. Range, "--null"])).ExitCode, Is.EqualTo(64));
    }

    [Test]
    public void Arguments_ThatAreNotUtf8_AreTheirBytes()
    {
        byte[] line = [.. "dotnet\0pipeline.dll\0why\0fern"u8, 0xF6, 0, .. "é\\xFF\0"u8];

        Assert.That(RawArguments.Restore(["why", "fern\uFFFD", "é\\xFF"], line), Is.EqualTo(["why", "fern\\xF6", "é\\xFF"]));
        Assert.That(RawArguments.Restore(["a", "b", "c", "d", "e", "f"], line), Is.EqualTo(["a", "b", "c", "d", "e", "f"]));
    }

    /// <summary>The channels as JSON has them.</summary>
    private async Task<List<string>> ChannelsOfAuditAsync(params string[] options)
    {
        _output.SetLength(0);
        await _pipeline.RunAsync(["audit", _archive.Root, "--quiet", "--format", "ndjson", .. options]);
        return [.. Encoding.UTF8.GetString(_output.ToArray()).Split('\n')
            .Where(line => line.StartsWith("{\"type\":\"stream\"", StringComparison.Ordinal))
            .Select(line => line.Split("\"channel\":\"")[1].Split('"')[0])];
    }
}
