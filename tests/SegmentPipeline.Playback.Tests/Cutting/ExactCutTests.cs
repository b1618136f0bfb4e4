using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SegmentPipeline.Playback.Tests.Media;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Playback.Tests.Cutting;

/// <summary>What is in a cut is judged by decoding it.</summary>
public sealed class ExactCutTests
{
    private const int PictureBytes = 160 * 90;
    private const decimal Tick = 1m / VideoArchive.FramesPerSecond;

    private static readonly Dictionary<string, string[]> Codecs = new() { ["mpeg2"] = VideoArchive.Mpeg2, ["h264"] = VideoArchive.H264 };

    [TestCase("mpeg2", 0.5, 9.3)]
    [TestCase("mpeg2", 2, 9.3)]
    [TestCase("h264", 0.5, 9.3)]
    [TestCase("h264", 1.96, 4.04)]
    [TestCase("h264", 0.5, 10)]
    [TestCase("h264", 2.5, 3.1)]
    [TestCase("h264", 1.97, 4.5)]
    [TestCase("mpeg2", 2.5, 3.1)]
    public async Task Cut_OfARange_HasItsPicturesOneAfterTheOther(string codec, decimal from, decimal to)
    {
        using var archive = await VideoArchive.MakeAsync(Codecs[codec], 5);
        var file = Path.Combine(archive.Root, "..", "cut.ts");
        await using (var destination = File.Create(file)) await ExactCut.WriteAsync(await archive.SelectAsync(from, to), destination);

        var times = await TimesAsync(file);
        var (first, after) = ((int)Math.Ceiling(from / Tick), (int)Math.Ceiling(to / Tick));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(times, Has.Count.EqualTo(after - first));
            Assert.That(times.Zip(times.Skip(1), (one, next) => next - one), Has.All.EqualTo(Tick).Within(0.0001m));
        }

        var (source, cut) = (await PicturesAsync(archive.Root), await PicturesAsync(file));
        Assert.That((Nearest(source, cut[0]), Nearest(source, cut[^1])), Is.EqualTo((first, after - 1)));
    }

    [Test]
    public async Task Cut_WithAHole_HasWhatIsOnBothSides()
    {
        using var archive = await VideoArchive.MakeAsync(5, 2);
        using var destination = new MemoryStream();

        await ExactCut.WriteAsync(await archive.SelectAsync(1, 9), destination);

        var file = Path.Combine(archive.Root, "..", "cut.ts");
        await File.WriteAllBytesAsync(file, destination.ToArray());
        Assert.That(await TimesAsync(file), Has.Count.EqualTo(6 * VideoArchive.FramesPerSecond));
    }

    [Test]
    public async Task Cut_KeepsWhatIsBetweenByteByByte()
    {
        using var archive = await VideoArchive.MakeAsync(VideoArchive.H264, 3);
        var sequence = await archive.SelectAsync(0.5m, 5.5m);
        using var destination = new MemoryStream();
        var reports = new List<CutProgress>();

        var bytes = (await ExactCut.WriteAsync(sequence, destination, progress: new Reports(reports))).BytesWritten;

        var middle = await File.ReadAllBytesAsync(sequence.Segments[1].FullPath);
        Assert.That(destination.ToArray().AsSpan().IndexOf(middle), Is.Positive);
        Assert.That(bytes, Is.EqualTo(destination.Length));
        Assert.That(reports.Select(report => report.SegmentsDone), Is.EqualTo([1, 2, 3]));
        Assert.That(reports[^1], Is.EqualTo(new CutProgress { SegmentsDone = 3, Segments = 3, BytesWritten = bytes }));
    }

    [Test]
    public async Task Cut_AtBorders_NeedsNoFfmpeg()
    {
        using var archive = await VideoArchive.MakeAsync(3);
        var sequence = await archive.SelectAsync(2, 6);
        using var rough = new MemoryStream();
        using var exact = new MemoryStream();

        await RoughCut.WriteAsync(sequence, rough);
        await ExactCut.WriteAsync(sequence, exact, "no-such-command");

        Assert.That(exact.ToArray(), Is.EqualTo(rough.ToArray()));
    }

    [Test]
    public async Task Cut_WithoutFfmpeg_SaysSoAndWritesNothing()
    {
        using var archive = await VideoArchive.MakeAsync(3);
        using var destination = new MemoryStream();
        var sequence = await archive.SelectAsync(1, 5);

        var fault = await Assert.CatchAsync<FfmpegException>(() => ExactCut.WriteAsync(sequence, destination, "/nowhere/ffmpeg"));

        Assert.That(
            fault!.Message,
            Is.EqualTo("/nowhere/ffprobe cannot be started: there is no such file; an exact cut needs ffmpeg and ffprobe"));
        Assert.That(destination.Length, Is.Zero);
    }

    [Test]
    public async Task Cut_WithACommandThatIsNotOnThePath_SaysSoBeforeTheFirstWholeSegment()
    {
        using var archive = await VideoArchive.MakeAsync(3);
        using var destination = new MemoryStream();
        var sequence = await archive.SelectAsync(0, 5);

        var fault = await Assert.CatchAsync<FfmpegException>(() => ExactCut.WriteAsync(sequence, destination, "no-such-command"));

        Assert.That(
            fault!.Message,
            Is.EqualTo("no-such-command cannot be started: it is not installed, or not on the path; an exact cut needs ffmpeg and ffprobe")
        );
        Assert.That(destination.Length, Is.Zero);
    }

    [Test]
    public async Task Cut_WithAnFfmpegThatMayNotBeRun_SaysSo()
    {
        using var archive = await VideoArchive.MakeAsync(3);
        using var tools = new Scripts("exit 0");
        tools.Forbid();
        var sequence = await archive.SelectAsync(0, 5);

        var fault = await Assert.CatchAsync<FfmpegException>(() => ExactCut.WriteAsync(sequence, Stream.Null, tools.Ffmpeg));

        Assert.That(
            fault!.Message,
            Is.EqualTo($"{tools.Ffmpeg} cannot be started: it may not be run; an exact cut needs ffmpeg and ffprobe"));
    }

    [TestCase(0, 0.5, 9.3, 183)]
    [TestCase(1, 0.5, 9.3, 170)]
    [TestCase(4, 0.5, 9.3, 187)]
    [TestCase(2, 4.5, 5.5, 0)]
    public async Task Cut_OverASegmentWithoutBytes_NamesItAndHasTheRest(int number, decimal from, decimal to, int pictures)
    {
        using var archive = await VideoArchive.MakeAsync(5);
        var sequence = await archive.SelectAsync(from, to);
        var empty = (await archive.SelectAsync(0, 10)).Segments[number];
        File.WriteAllBytes(empty.FullPath, []);
        var file = Path.Combine(archive.Root, "..", "cut.ts");
        CutResult result;
        await using (var destination = File.Create(file)) result = await ExactCut.WriteAsync(sequence, destination);

        Assert.That(result.EmptySegments, Is.EqualTo([empty]));
        Assert.That(result.BytesWritten, Is.EqualTo(new FileInfo(file).Length));
        Assert.That(pictures == 0 ? 0 : (await TimesAsync(file)).Count, Is.EqualTo(pictures));
    }

    [Test]
    public async Task Cut_BetweenTwoPictures_IsEmpty()
    {
        using var archive = await VideoArchive.MakeAsync(3);
        using var destination = new MemoryStream();

        var result = await ExactCut.WriteAsync(await archive.SelectAsync(1.01m, 1.03m), destination);

        Assert.That((result.BytesWritten, result.EmptySegments.Count), Is.EqualTo((0, 0)));
        Assert.That(destination.Length, Is.Zero);
    }

    [Test]
    public async Task Cut_WhenFfmpegWritesNothing_IsNoCut()
    {
        using var archive = await VideoArchive.MakeAsync(3);
        using var tools = new Scripts("exit 0");
        var sequence = await archive.SelectAsync(1, 5);

        var fault = await Assert.CatchAsync<FfmpegException>(() => ExactCut.WriteAsync(sequence, Stream.Null, tools.Ffmpeg));

        Assert.That(fault!.Message, Does.EndWith(" wrote nothing"));
    }

    [Test]
    public async Task Cut_WhenFfmpegFails_SaysWhatItSaid()
    {
        using var archive = await VideoArchive.MakeAsync(3);
        using var tools = new Scripts("echo; echo 'out of order' >&2; echo >&2; exit 7");
        var sequence = await archive.SelectAsync(1, 5);

        var fault = await Assert.CatchAsync<FfmpegException>(() => ExactCut.WriteAsync(sequence, Stream.Null, tools.Ffmpeg));

        Assert.That(fault!.Message, Does.StartWith($"could not trim {archive.Root}").And.EndsWith("ended with code 7: out of order"));
    }

    [Test]
    public async Task Cut_Cancelled_EndsFfmpeg()
    {
        using var archive = await VideoArchive.MakeAsync(3);
        using var tools = new Scripts("echo $$ > \"$0.pid\"; printf x; exec sleep 1000");
        using var cancellation = new CancellationTokenSource();
        var sequence = await archive.SelectAsync(1, 5);
        var cut = ExactCut.WriteAsync(sequence, new Cancelling(cancellation), tools.Ffmpeg, null, cancellation.Token);

        await Assert.CatchAsync<OperationCanceledException>(() => cut);

        var id = int.Parse(await File.ReadAllTextAsync($"{tools.Ffmpeg}.pid"), CultureInfo.InvariantCulture);
        Assert.That(() => File.Exists($"/proc/{id}/exe"), Is.False.After(30_000, 20));
    }

    [Test]
    public async Task Cut_OfASegmentThatIsAPlaylist_FollowsItNowhere()
    {
        Tool.Require();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var tree = new ArchiveBuilder();
        tree.DirectoryAt("c", "q", "2026-03-28T22");
        var url = $"http://{listener.LocalEndpoint}/x.ts";
        await File.WriteAllTextAsync(
            tree.PathOf("c", "q", "2026-03-28T22", SegmentNames.Full("00:00")),
            $"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n{url}\n#EXT-X-ENDLIST\n");
        await using var archive = SegmentArchive.Open(tree.Root);
        var sequence = await archive.SelectAsync(new StreamId("c", "q"), TimeRange.Parse("2026-03-28T22:00:00.5Z", "2026-03-28T22:00:01Z"));

        await Assert.CatchAsync<FfmpegException>(() => ExactCut.WriteAsync(sequence, Stream.Null));

        Assert.That(sequence.Segments, Has.Count.EqualTo(1));
        Assert.That(listener.Pending(), Is.False);
    }

    private static async Task<List<decimal>> TimesAsync(string file)
    {
        var text = await Tool.RunAsync(
            "ffprobe",
            "-v",
            "fatal",
            "-select_streams",
            "v:0",
            "-show_entries",
            "frame=pts_time",
            "-of",
            "default=nw=1:nk=1",
            file);
        return
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => decimal.Parse(line, CultureInfo.InvariantCulture))
                .Order(),
        ];
    }

    /// <summary>The pictures, in grey, of a file or of all segments below a directory.</summary>
    private static async Task<List<byte[]>> PicturesAsync(string path)
    {
        var raw = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.gray");
        var files = File.Exists(path)
            ? [path]
            : Directory.EnumerateFiles(path, "*.ts", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var pictures = new List<byte[]>();
        foreach (var file in files)
        {
            await Tool.RunAsync(
                "ffmpeg",
                "-v",
                "fatal",
                "-y",
                "-i",
                $"file:{file}",
                "-map",
                "0:v:0",
                "-fps_mode",
                "passthrough",
                "-f",
                "rawvideo",
                "-pix_fmt",
                "gray",
                raw);
            pictures.AddRange((await File.ReadAllBytesAsync(raw)).Chunk(PictureBytes));
        }

        File.Delete(raw);
        return pictures;
    }

    private static int Nearest(List<byte[]> pictures, byte[] picture) =>
        Enumerable.Range(0, pictures.Count).MinBy(i => pictures[i].Zip(picture, (one, other) => (long)(one - other) * (one - other)).Sum());

    private sealed class Reports(List<CutProgress> reports) : IProgress<CutProgress>
    {
        public void Report(CutProgress value) => reports.Add(value);
    }

    /// <summary>Cancels when it gets its first byte.</summary>
    private sealed class Cancelling(CancellationTokenSource cancellation) : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await base.WriteAsync(buffer, CancellationToken.None);
            await cancellation.CancelAsync();
        }
    }

    /// <summary>A directory with a script for ffmpeg, and the real ffprobe.</summary>
    private sealed class Scripts : IDisposable
    {
        private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("segment-tools-");

        internal Scripts(string ffmpeg)
        {
            Write("ffmpeg", ffmpeg);
            Write("ffprobe", "exec ffprobe \"$@\"");
        }

        /// <summary>Takes away the right to run it.</summary>
        internal void Forbid()
        {
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Ffmpeg, UnixFileMode.UserRead);
        }

        internal string Ffmpeg => Path.Combine(_directory.FullName, "ffmpeg");

        public void Dispose() => _directory.Delete(recursive: true);

        private void Write(string name, string script)
        {
            var path = Path.Combine(_directory.FullName, name);
            File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
