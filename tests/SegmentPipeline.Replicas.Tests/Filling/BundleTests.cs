using System.Collections.Concurrent;
using System.Formats.Tar;
using System.Text;
using SegmentPipeline.Replicas.Tests.Http;

namespace SegmentPipeline.Replicas.Tests.Filling;

/// <summary>Nodes that give many files in one answer, or say so and do something else: then each is asked for alone.</summary>
internal sealed class BundleTests
{
    private const int Megabyte = 1024 * 1024;

    private static IEnumerable<TestCaseData> HostileCases => HostileAnswer.ToAnything
        .Append(new HostileAnswer("404", "", (_, stream, _) => RawNode.WriteAsync(stream, "404 Not Found", default)))
        .Append(new HostileAnswer("a page", "", (_, stream, _) => RawNode.WriteAsync(stream, "200 OK", "<html>It works!</html>"u8.ToArray())))
        .Append(new HostileAnswer("nothing", "", (_, stream, _) => RawNode.WriteAsync(stream, "200 OK", default)))
        .Append(new HostileAnswer("zeros", "", (_, stream, _) => RawNode.WriteAsync(stream, "200 OK", new byte[1024])))
        .Append(new HostileAnswer("a few zeros", "", (_, stream, _) => RawNode.WriteAsync(stream, "200 OK", new byte[100])))
        .Append(new HostileAnswer("what is packed", "", (_, stream, _) =>
            RawNode.WriteAsync(stream, "200 OK\r\nContent-Encoding: gzip", new byte[1024])))
        .Select(answer => new TestCaseData(answer).SetArgDisplayNames(answer.Name));

    private static IEnumerable<TestCaseData> FileCases =>
    [
        Case("a name that nobody asked for", (entry, _) => Write("00:00-2.0-full-47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU.ts", entry)),
        Case("a way out", (entry, _) => Write("../../../x", entry)),
        Case("a link", (_, name) => Write(new UstarTarEntry(TarEntryType.SymbolicLink, name) { LinkName = "/etc/passwd" })),
        Case("a directory", (_, name) => Write(new UstarTarEntry(TarEntryType.Directory, name))),
        Case("a long name before it", (entry, _) => Write(
            new GnuTarEntry(TarEntryType.RegularFile, new string('x', 200)) { DataStream = new MemoryStream(entry) })),
        Case("another sum", (entry, name) => Change(Write(name, entry), 148, (byte)'7')),
        Case("another kind of header", (entry, name) => Change(Write(name, entry), 257, (byte)'x')),
        Case("a length that is no number", (entry, name) => Summed(Change(Write(name, entry), 124, (byte)'x'))),
        Case("a length of 8 GB", (entry, name) => Summed(Change(Write(name, entry), 124, (byte)'7'))),
        Case("the end in a header", (entry, name) => Write(name, entry)[..100]),
        Case("the end in a file", (entry, name) => Write(name, entry)[..1000]),
        Case("the end behind a file", (entry, name) => Write(name, entry)[..(512 + 3000)]),
        Case("the same file twice", (entry, name) => [.. Write(name, entry), .. Write(name, entry)]),
    ];

    [Test]
    public async Task Fill_FromANodeOfOurs_AsksOnceForAnHour()
    {
        await using var here = new LackingArchive();
        await using var node = await OwnNode.StartAsync(here.GoodRoot);

        var filled = await here.FillAsync(here.Peer("node2", node.Address));

        Assert.That(((FilledRecord)filled[^1]).Exit, Is.Zero, LackingArchive.TextOf(filled));
        Assert.That(
            filled.OfType<FillRecord>().Select(record => (record.Path, record.State, record.Replica, record.Bytes)),
            Is.EquivalentTo(here.Missing.Select(path => (path, FillState.Published, "node2", 3000L))));
        here.Check(here.Missing);
        Assert.That(BundlesOf(node), Is.EquivalentTo(here.Missing.Select(path => "/bundle/" + Path.GetDirectoryName(path)).Distinct()));
        Assert.That(SegmentsOf(node), Is.EqualTo(["/segments/" + here.Missing[^1]]), "what lies behind all holes comes later");
    }

    [Test]
    public async Task Connection_OfABundle_IsUsedAgain()
    {
        const int Hours = 12;
        await using var here = new LackingArchive(Hours);
        await using var node = await OwnNode.StartAsync(here.GoodRoot);

        await here.FillAsync(new FillRequest { Concurrency = 1 }, here.Peer("node2", node.Address));

        here.Check(here.Missing);
        Assert.That(BundlesOf(node).Count(), Is.EqualTo(Hours));
        Assert.That(node.Connections, Is.LessThan(Hours));
    }

    [Test]
    public async Task Files_ThatABundleLeavesOut_AreFetchedAtOnce()
    {
        await using var here = new LackingArchive(hours: 1);
        var asked = new ConcurrentQueue<string>();
        var (atOnce, all) = (0, new TaskCompletionSource());
        await using var node = NodeThatBundles(here, asked, (_, stream, _) => RawNode.WriteAsync(stream, "200 OK", new byte[1024]));
        var bundling = node.Instead;
        node.Instead = async (question, stream) =>
        {
            if (question.Parts is ["segments", ..] && Interlocked.Increment(ref atOnce) == 3) all.SetResult();
            if (question.Parts is ["segments", ..] && !question.Target.EndsWith(here.Missing[^1].Split('/')[^1], StringComparison.Ordinal)) await all.Task;
            return await bundling(question, stream);
        };

        await here.FillAsync(new FillRequest { Concurrency = 3 }, here.Peer("node2", node.Address, new HttpArchiveOptions()));

        here.Check(here.Missing);
    }

    [Test]
    public async Task Bundle_OfFilesThatAreNotGiven_LeavesTheirPlacesToOthers()
    {
        await using var here = new LackingArchive(hours: 1);
        var asked = new ConcurrentQueue<string>();
        await using var node = NodeThatBundles(here, asked, (_, stream, _) => RawNode.WriteAsync(stream, "200 OK", new byte[1024]));
        var bundling = node.Instead;
        node.Instead = async (question, stream) =>
        {
            if (question.Parts is not ["segments", ..] || question.Target.EndsWith(here.Missing[0].Split('/')[^1], StringComparison.Ordinal))
                return await bundling(question, stream);
            await RawNode.WriteAsync(stream, "404 Not Found", default);
            return true;
        };

        var filled = await here.FillAsync(new FillRequest { MostFiles = 1 }, here.Peer("node2", node.Address));

        Assert.That(((FilledRecord)filled[^1]).Published, Is.EqualTo(1), LackingArchive.TextOf(filled));
        here.Check(here.Missing.Take(1));
    }

    [Test]
    public async Task Bundle_ThatFailsInAWayThatMayPass_IsAskedForAgain()
    {
        await using var here = new LackingArchive();
        var asked = new ConcurrentQueue<string>();
        await using var node = NodeThatBundles(
            here,
            asked,
            (_, stream, _) => RawNode.WriteAsync(stream, "503 Service Unavailable", default));

        await here.FillAsync(new FillRequest { Concurrency = 1 }, here.Peer("node2", node.Address));

        here.Check(here.Missing);
        Assert.That(asked, Has.Count.EqualTo(2), "once an hour");
    }

    [Test]
    public async Task Bundle_ThatEndsBeforeAllHaveCome_IsAskedForTheRest()
    {
        await using var here = new LackingArchive(hours: 1, segmentBytes: 8 * Megabyte);
        await using var node = await OwnNode.StartAsync(here.GoodRoot);

        var filled = await here.FillAsync(here.Peer("node2", node.Address, new HttpArchiveOptions()));

        Assert.That(((FilledRecord)filled[^1]).Published, Is.EqualTo(4), LackingArchive.TextOf(filled));
        here.Check(here.Missing);
        Assert.That((BundlesOf(node).Count(), SegmentsOf(node).Count()), Is.EqualTo((2, 2)));
    }

    [Test]
    public async Task Files_ThatAreTooLargeForABundle_AreAskedForAlone()
    {
        await using var here = new LackingArchive(hours: 1, segmentBytes: 9 * Megabyte);
        await using var node = await OwnNode.StartAsync(here.GoodRoot);

        var filled = await here.FillAsync(here.Peer("node2", node.Address, new HttpArchiveOptions()));

        Assert.That(((FilledRecord)filled[^1]).Published, Is.EqualTo(4), LackingArchive.TextOf(filled));
        here.Check(here.Missing);
        Assert.That((BundlesOf(node).Count(), SegmentsOf(node).Count()), Is.EqualTo((1, 4)));
    }

    [Test]
    public async Task Fill_AtASmallRate_BundlesNothing()
    {
        await using var here = new LackingArchive(hours: 1);
        await using var node = await OwnNode.StartAsync(here.GoodRoot);

        await here.FillAsync(new FillRequest { BytesPerSecond = 2 * 63 * 1024, Concurrency = 2 }, here.Peer("node2", node.Address));

        here.Check(here.Missing);
        Assert.That(node.Paths, Has.None.StartWith("/bundle"));
    }

    [Test]
    public async Task Fill_OfAFewFiles_BundlesNoMore()
    {
        await using var here = new LackingArchive(hours: 1);
        await using var node = await OwnNode.StartAsync(here.GoodRoot);

        var filled = await here.FillAsync(new FillRequest { MostFiles = 3 }, here.Peer("node2", node.Address));

        Assert.That(filled.OfType<FillRecord>().Count(record => record.State == FillState.Published), Is.EqualTo(3));
        Assert.That(((FilledRecord)filled[^1]).Exit, Is.EqualTo(124));
    }

    [Test]
    public async Task Fill_FromTwoNodes_BundlesFromBoth()
    {
        await using var here = new LackingArchive(hours: 12, segmentsOfAnHour: 40);
        await using var first = await OwnNode.StartAsync(here.GoodRoot);
        await using var second = await OwnNode.StartAsync(here.GoodRoot);

        await here.FillAsync(here.Peer("first", first.Address), here.Peer("second", second.Address));

        here.Check(here.Missing);
        Assert.That(BundlesOf(first), Is.Not.Empty);
        Assert.That(BundlesOf(second), Is.Not.Empty);
    }

    [TestCaseSource(nameof(HostileCases))]
    public async Task Bundle_ThatIsNone_IsFetchedAlone(object answer)
    {
        var hostile = (HostileAnswer)answer;
        await using var here = new LackingArchive(segmentsOfAnHour: 120);
        var asked = new ConcurrentQueue<string>();
        await using var node = NodeThatBundles(here, asked, (question, stream, stop) => hostile.Send(question, stream, stop));

        var filled = await here.FillAsync(here.Peer("bad", node.Address, hostile.Bounds), here.Good());

        Assert.That(((FilledRecord)filled[^1]).Exit, Is.Zero, LackingArchive.TextOf(filled));
        here.Check(here.Missing);
        Assert.That(asked, Is.Not.Empty);
    }

    [TestCaseSource(nameof(FileCases))]
    public async Task Bundle_OfOtherThanFilesThatWereAskedFor_IsFetchedAlone(Func<byte[], string, byte[]> answer)
    {
        await using var here = new LackingArchive(hours: 1);
        var asked = new ConcurrentQueue<string>();
        await using var node = NodeThatBundles(here, asked, async (question, stream, stop) =>
        {
            var name = NamesOf(question)[0];
            var content = await File.ReadAllBytesAsync(Path.Combine(here.GoodRoot, LackingArchive.Stream, "2026-03-28T10", name), stop);
            await RawNode.WriteAsync(stream, "200 OK", answer(content, name));
        });

        var filled = await here.FillAsync(here.Peer("bad", node.Address));

        Assert.That(((FilledRecord)filled[^1]).Exit, Is.Zero, LackingArchive.TextOf(filled));
        Assert.That(((FilledRecord)filled[^1]).Mismatches, Is.Zero);
        here.Check(here.Missing);
        Assert.That(asked, Is.Not.Empty);
    }

    [Test]
    public async Task Bundle_WithOtherContent_NeverGetsAName()
    {
        await using var here = new LackingArchive(hours: 1);
        var asked = new ConcurrentQueue<string>();
        await using var node = NodeThatBundles(here, asked, async (question, stream, _) =>
        {
            var files = NamesOf(question).SelectMany(name => Write(name, new byte[3000]));
            await RawNode.WriteAsync(stream, "200 OK", files.Concat(new byte[1024]).ToArray());
        });

        var filled = await here.FillAsync(here.Peer("bad", node.Address));

        var mismatches = filled.OfType<FillRecord>().Where(record => record.State == FillState.Mismatch).ToList();
        Assert.That(
            mismatches.Select(record => (record.Path, record.Bytes)),
            Is.EquivalentTo(here.Missing.SkipLast(1).Select(path => (path, 3000L))));
        Assert.That(((FilledRecord)filled[^1]).Exit, Is.Zero, "alone they are as they should be");
        here.Check(here.Missing);
    }

    [Test]
    public async Task Node_WithoutBundles_IsAskedForOneOnlyOnce()
    {
        await using var here = new LackingArchive();
        var asked = new ConcurrentQueue<string>();
        await using var node = NodeThatBundles(here, asked, (_, stream, _) => RawNode.WriteAsync(stream, "404 Not Found", default));

        var filled = await here.FillAsync(new FillRequest { Concurrency = 1 }, here.Peer("older", node.Address));

        Assert.That(((FilledRecord)filled[^1]).Exit, Is.Zero, LackingArchive.TextOf(filled));
        here.Check(here.Missing);
        Assert.That(asked, Has.Count.EqualTo(1));
    }

    /// <summary>A node that tells digests, and is honest but for its bundles.</summary>
    private static StockNode NodeThatBundles(
        LackingArchive here,
        ConcurrentQueue<string> asked,
        Func<RawQuestion, Stream, CancellationToken, Task> answerAsync)
    {
        var node = StockNode.Start(here.GoodRoot);
        node.Instead = async (question, stream) =>
        {
            if (question.Parts is ["hours", ..])
            {
                await RawNode.WriteAsync(stream, "200 OK", "{}"u8.ToArray());
                return true;
            }

            if (question.Parts is not ["bundle", ..]) return false;
            asked.Enqueue(question.Target);
            await answerAsync(question, stream, node.Stopped);
            return true;
        };
        return node;
    }

    private static IEnumerable<string> BundlesOf(OwnNode node) =>
        node.Paths.Where(path => path.StartsWith("/bundle", StringComparison.Ordinal));

    private static IEnumerable<string> SegmentsOf(OwnNode node) =>
        node.Paths.Where(path => path.StartsWith("/segments", StringComparison.Ordinal));

    private static string[] NamesOf(RawQuestion question) =>
        [.. question.Target.Split('?')[1].Split('&').Select(part => Uri.UnescapeDataString(part["name=".Length..]))];

    private static TestCaseData Case(string name, Func<byte[], string, byte[]> answer) => new TestCaseData(answer).SetArgDisplayNames(name);

    private static byte[] Write(string name, byte[] content) =>
        Write(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });

    /// <summary>An entry as the platform writes it, without the end of an archive.</summary>
    private static byte[] Write(TarEntry entry)
    {
        using var written = new MemoryStream();
        using (var writer = new TarWriter(written, leaveOpen: true)) writer.WriteEntry(entry);
        return written.ToArray()[..^1024];
    }

    private static byte[] Change(byte[] bytes, int at, byte value)
    {
        bytes[at] = value;
        return bytes;
    }

    /// <summary>Gives a header that was changed its sum.</summary>
    private static byte[] Summed(byte[] bytes)
    {
        "        "u8.CopyTo(bytes.AsSpan(148));
        Encoding.ASCII.GetBytes(Convert.ToString(bytes[..512].Sum(value => value), 8).PadLeft(6, '0') + "\0 ").CopyTo(bytes, 148);
        return bytes;
    }
}
