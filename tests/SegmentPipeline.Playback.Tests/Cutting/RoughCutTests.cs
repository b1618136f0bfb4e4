using SegmentPipeline.Playback.Tests.Playlists;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Playback.Tests.Cutting;

public sealed class RoughCutTests
{
    private const int MostBytes = 3 * 1024 * 1024;

    [Test]
    public async Task File_OfASequence_IsItsSegmentsByteForByte([Range(1, 8)] int seed)
    {
        using var tree = RandomArchive(seed, out var expected);
        var path = Path.Combine(tree.Root, "..", "cut.ts");
        byte[] before = [1, 2, 3];
        CutResult result;
        await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
        {
            file.Write(before);
            result = await RoughCut.WriteAsync(await PlaylistOf.SequenceAsync(tree.Root, 60), file);
            file.Write(before);
        }

        Assert.That(result.BytesWritten, Is.EqualTo(expected.Length));
        Assert.That(File.ReadAllBytes(path).SequenceEqual((byte[])[.. before, .. expected, .. before]), $"seed {seed}");
    }

    [Test]
    public async Task Stream_OfASequence_GetsTheSameBytes([Range(1, 8)] int seed)
    {
        using var tree = RandomArchive(seed, out var expected);
        using var written = new MemoryStream();

        await RoughCut.WriteAsync(await PlaylistOf.SequenceAsync(tree.Root, 60), new AsynchronousStream(written));

        Assert.That(written.ToArray().SequenceEqual(expected), $"seed {seed}");
    }

    [Test]
    public async Task Appender_WithoutTheKernel_WritesTheSameBytes([Range(1, 8)] int seed)
    {
        using var tree = RandomArchive(seed, out var expected);
        var path = Path.Combine(tree.Root, "..", "cut.ts");
        using (var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write))
        {
            var appender = new FileAppender(file, 0, bufferBytes: 4096);
            appender.ForgoKernel();
            foreach (var segment in (await PlaylistOf.SequenceAsync(tree.Root, 60)).Segments)
            {
                await using var source = await SegmentSource.OpenAsync(segment, CancellationToken.None);
                await appender.AppendAsync(source, CancellationToken.None);
            }
        }

        Assert.That((await File.ReadAllBytesAsync(path)).SequenceEqual(expected), $"seed {seed}");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Segment_GoneSinceItWasSelected_IsNamed(bool toFile)
    {
        using var tree = RandomArchive(1, out _);
        var sequence = await PlaylistOf.SequenceAsync(tree.Root, 60);
        var gone = tree.PathOf("c", "q", PlaylistOf.Hour, sequence.Segments[1].Name);
        File.Delete(gone);

        await using Stream destination = toFile ? File.Create(Path.Combine(tree.Root, "..", "cut.ts")) : new MemoryStream();
        var fault = await Assert.CatchAsync<CutException>(() => RoughCut.WriteAsync(sequence, destination));

        Assert.That(fault!.Path, Is.EqualTo(gone));
        Assert.That(fault.Message, Does.StartWith($"could not read {gone}: "));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Progress_OfACut_EndsWithEverything(bool toFile)
    {
        using var tree = RandomArchive(2, out var expected);
        var sequence = await PlaylistOf.SequenceAsync(tree.Root, 60);
        var told = new List<CutProgress>();
        await using Stream destination = toFile ? File.Create(Path.Combine(tree.Root, "..", "cut.ts")) : new MemoryStream();

        await RoughCut.WriteAsync(sequence, destination, new Listener(told.Add));

        Assert.That(told.Select(progress => progress.SegmentsDone), Is.EqualTo(Enumerable.Range(1, sequence.Segments.Count)));
        Assert.That(told[^1], Is.EqualTo(new CutProgress
        {
            SegmentsDone = sequence.Segments.Count,
            Segments = sequence.Segments.Count,
            BytesWritten = expected.Length,
        }));
    }

    [Test]
    public async Task Segments_WithoutBytes_AreNamed([Values] bool toFile, [Range(1, 8)] int seed)
    {
        using var tree = RandomArchive(seed, out _);
        var sequence = await PlaylistOf.SequenceAsync(tree.Root, 60);
        await using Stream destination = toFile ? File.Create(Path.Combine(tree.Root, "..", "cut.ts")) : new MemoryStream();

        var result = await RoughCut.WriteAsync(sequence, destination);

        var empty = sequence.Segments.Where(segment => new FileInfo(segment.FullPath).Length == 0).ToList();
        Assert.That(result.EmptySegments, Is.EqualTo(empty), $"seed {seed}");
        Assert.That(await RoughCut.FindEmptyAsync(sequence), Is.EqualTo(empty), $"seed {seed}");
        Assert.That(empty, Is.Not.Empty);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Cancelled_BetweenSegments_Stops(bool toFile)
    {
        using var tree = RandomArchive(3, out _);
        var sequence = await PlaylistOf.SequenceAsync(tree.Root, 60);
        using var cancellation = new CancellationTokenSource();
        var done = 0;
        await using Stream destination = toFile ? File.Create(Path.Combine(tree.Root, "..", "cut.ts")) : new MemoryStream();

        var cut = RoughCut.WriteAsync(
            sequence,
            destination,
            new Listener(progress =>
            {
                done = progress.SegmentsDone;
                cancellation.Cancel();
            }),
            cancellation.Token);

        await Assert.CatchAsync<OperationCanceledException>(() => cut);
        Assert.That(done, Is.EqualTo(1));
    }

    /// <summary>Thirty segments of two seconds with random bytes, the first and last of them not empty, some in between without
    /// any.</summary>
    private static ArchiveBuilder RandomArchive(int seed, out byte[] joined)
    {
        var random = new Random(seed);
        var tree = new ArchiveBuilder();
        using var all = new MemoryStream();
        tree.DirectoryAt("c", "q", PlaylistOf.Hour);
        for (var i = 0; i < 30; i++)
        {
            var size = i is > 1 and < 29 && random.Next(4) == 0 ? 0 : i == 15 ? MostBytes : random.Next(1, 200_000);
            var bytes = new byte[size];
            random.NextBytes(bytes);
            File.WriteAllBytes(tree.PathOf("c", "q", PlaylistOf.Hour, SegmentNames.Full($"00:{2 * i:D2}")), bytes);
            all.Write(bytes);
        }

        joined = all.ToArray();
        return tree;
    }

    private sealed class Listener(Action<CutProgress> told) : IProgress<CutProgress>
    {
        public void Report(CutProgress value) => told(value);
    }
}
