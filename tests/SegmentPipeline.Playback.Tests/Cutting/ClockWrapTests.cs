using System.Globalization;
using SegmentPipeline.Playback.Tests.Media;

namespace SegmentPipeline.Playback.Tests.Cutting;

/// <summary>The clock of a transport stream starts at zero again after 2^33 ticks. What a cut shows there is judged by the number that each
/// picture carries.</summary>
public sealed class ClockWrapTests
{
    private const decimal Wrap = 8_589_934_592m / 90_000;
    private const decimal SoundPacket = 0.03m;

    private static readonly string[] H264 =
    [
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-bf",
        "2",
        "-sc_threshold",
        "0",
        "-g",
        "50",
        "-keyint_min",
        "50",
        "-c:a",
        "aac",
    ];

    private static readonly Dictionary<string, string[]> Codecs = new()
    {
        ["h264"] = H264,
        ["hevc"] = Hevc("open-gop=0"),
        ["mpeg2"] = ["-c:v", "mpeg2video", "-q:v", "2", "-bf", "0", "-g", "50", "-c:a", "mp2"],
    };

    [TestCase("h264", 60.5, TestName = "Cut_WithTheWrapLongBehindIt_IsExact")]
    [TestCase("h264", 20.3, TestName = "Cut_InTheLastMinuteBeforeTheWrap_IsExact")]
    [TestCase("mpeg2", 20.3, TestName = "Cut_OfMpeg2InTheLastMinuteBeforeTheWrap_IsExact")]
    [TestCase("h264", 9.4, TestName = "Cut_ThatEndsAtTheWrap_IsExact")]
    [TestCase("h264", 8.7, TestName = "Cut_WithTheWrapInItsLastSegment_IsExact")]
    [TestCase("mpeg2", 8.7, TestName = "Cut_OfMpeg2WithTheWrapInItsLastSegment_IsExact")]
    [TestCase("h264", 8, TestName = "Cut_WithTheWrapAtTheStartOfItsLastSegment_IsExact")]
    [TestCase("h264", 5.3, TestName = "Cut_WithTheWrapInASegmentBetween_IsExact")]
    [TestCase("h264", 4, TestName = "Cut_WithTheWrapBetweenTwoSegments_IsExact")]
    [TestCase("h264", 3.97, TestName = "Cut_WithTheWrapBetweenDecodingAndShowing_IsExact")]
    [TestCase("h264", 1.1, TestName = "Cut_WithTheWrapInItsFirstSegment_IsExact")]
    [TestCase("mpeg2", 1.1, TestName = "Cut_OfMpeg2WithTheWrapInItsFirstSegment_IsExact")]
    [TestCase("hevc", 8.7, TestName = "Cut_OfHevcWithTheWrapInItsLastSegment_IsExact")]
    [TestCase("hevc", 5.3, TestName = "Cut_OfHevcWithTheWrapInASegmentBetween_IsExact")]
    [TestCase("hevc", 1.1, TestName = "Cut_OfHevcWithTheWrapInItsFirstSegment_IsExact")]
    [TestCase("h264", 0.52, TestName = "Cut_ThatStartsAtTheWrap_IsExact")]
    [TestCase("h264", 0.3, TestName = "Cut_WithTheWrapBeforeItInItsFirstSegment_IsExact")]
    [TestCase("h264", 0, TestName = "Cut_WithTheWrapAtTheStartOfItsFirstSegment_IsExact")]
    [TestCase("h264", 3600.0000071, TestName = "Cut_WithTimesThatAreNoWholeMicroseconds_IsExact")]
    public async Task Cut_NearTheWrap_IsExact(string codec, decimal wrapAfter)
    {
        using var archive = await VideoArchive.MakeAsync(FrameNumbers.Source("25"), [.. Codecs[codec], .. StartingAt(Wrap - wrapAfter)], 5);

        await ExpectAsync(archive, 0.52m, 9.4m);
        await ExpectAsync(archive, 2.5m, 3.1m);
        await ExpectAsync(archive, 3, 5);
    }

    [TestCase(1)]
    [TestCase(0.02)]
    [TestCase(30)]
    public async Task Cut_OfSegmentsThatEachStartShortBeforeTheWrap_IsExact(decimal wrapAfter)
    {
        using var archive = await VideoArchive.MakeAsync(
            FrameNumbers.Source("25"),
            [.. H264, "-reset_timestamps", "1", "-muxdelay", "0", "-muxpreload", "0"],
            5);
        foreach (var segment in (await archive.SelectAsync(10)).Segments) await MoveAsync(segment.FullPath, Wrap - wrapAfter);

        var cut = await CutAsync(archive, 0.52m, 9.4m);

        Assert.That(await FrameNumbers.ReadAsync(cut), Is.EqualTo(Enumerable.Range(13, 222)));
    }

    /// <summary>A segment that begins with pictures between its own first one and the last of the segment before it cannot show these
    /// without that one as it was.</summary>
    [TestCase(60.5)]
    [TestCase(8.3)]
    [TestCase(5.3)]
    [TestCase(1.1)]
    public async Task Cut_OfOpenGroups_LacksOnlyWhatNeedsATrimmedSegmentOrIsShownByNoneAlone(decimal wrapAfter)
    {
        using var archive = await VideoArchive.MakeAsync(
            FrameNumbers.Source("25"),
            [.. Hevc("open-gop=1"), "-bsf:v", "dump_extra=freq=keyframe", .. StartingAt(Wrap - wrapAfter)],
            5);
        var segments = (await archive.SelectAsync(10)).Segments;
        var (first, second, last) = (await ShownAsync(0), await ShownAsync(1), await ShownAsync(4));
        var beforeLast = (await ShownAsync(3))[^1];

        var numbers = await FrameNumbers.ReadAsync(await CutAsync(archive, 0.52m, 9.4m));

        var leading = Enumerable
            .Range(first[^1] + 1, second[0] - first[^1] - 1)
            .Concat(Enumerable.Range(beforeLast + 1, last[0] - beforeLast - 1))
            .ToList();
        var after = beforeLast + 1 + (int)(1.4m * 25);
        Assert.That(leading, Is.Not.Empty, "the groups are open");
        Assert.That(numbers, Is.EqualTo(Enumerable.Range(13, after - 13).Except(leading)));

        async Task<List<int>> ShownAsync(int number) => [.. await FrameNumbers.ReadAsync(segments[number].FullPath)];
    }

    /// <summary>At such a rate hardly any picture is shown at a whole microsecond.</summary>
    [TestCase(0.033333, 5.966667)]
    [TestCase(1.966667, 4.033333)]
    public async Task Cut_AtThirtyPicturesASecond_HasThePictureThatStartsBeforeItsEnd(decimal from, decimal to)
    {
        using var archive = await VideoArchive.MakeAsync(
            FrameNumbers.Source("30"),
            [.. H264, "-g", "60", "-keyint_min", "60", .. StartingAt(100)],
            3);

        var numbers = await FrameNumbers.ReadAsync(await CutAsync(archive, from, to));

        var (first, after) = ((int)Math.Ceiling(from * 30), (int)Math.Ceiling(to * 30));
        Assert.That(numbers, Is.EqualTo(Enumerable.Range(first, after - first)));
    }

    private static string[] Hevc(string groups) =>
        [
            "-c:v",
            "libx265",
            "-preset",
            "ultrafast",
            "-x265-params",
            $"{groups}:bframes=4:b-adapt=0:keyint=50:min-keyint=50:scenecut=0:log-level=error",
            "-c:a",
            "aac",
        ];

    private static async Task MoveAsync(string segment, decimal seconds)
    {
        using var from = new MemoryStream(await File.ReadAllBytesAsync(segment));
        await using var to = File.Create(segment);
        await new ClockShift((long)(seconds * ClockShift.TicksPerSecond)).CopyAsync(
            buffer => from.ReadAsync(buffer),
            to,
            CancellationToken.None);
    }

    private static string[] StartingAt(decimal seconds) =>
        ["-output_ts_offset", seconds.ToString("0.000000", CultureInfo.InvariantCulture), "-muxdelay", "0", "-muxpreload", "0"];

    /// <summary>Expects of a cut every picture of its range once, one after the other by the clock too, sound beside them, and the length
    /// that the range has.</summary>
    private static async Task ExpectAsync(VideoArchive archive, decimal from, decimal to)
    {
        var cut = await CutAsync(archive, from, to);
        var (first, after) = ((int)Math.Ceiling(from * 25), (int)Math.Ceiling(to * 25));
        var (pictures, sounds) = (await TimesAsync(cut, "v:0"), await TimesAsync(cut, "a:0"));
        var length = decimal.Parse(
            await Tool.RunAsync("ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", cut),
            CultureInfo.InvariantCulture);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await FrameNumbers.ReadAsync(cut), Is.EqualTo(Enumerable.Range(first, after - first)), $"{from} to {to}");
            Assert.That(pictures.Zip(pictures.Skip(1), (one, next) => next - one), Has.All.EqualTo(0.04m).Within(0.0001m), "pictures");
            Assert.That(
                sounds.Zip(sounds.Skip(1), (one, next) => next - one),
                Has.All.GreaterThan(0).And.All.LessThan(2 * SoundPacket),
                "sound");
            Assert.That(sounds[0] - pictures[0], Is.EqualTo(0m).Within(SoundPacket), "start of the sound");
            Assert.That(sounds[^1] - pictures[^1], Is.EqualTo(0m).Within(0.07m), "end of the sound");
            Assert.That(length, Is.EqualTo((after - first) / 25m).Within(0.08m), "length");
        }
    }

    private static async Task<string> CutAsync(VideoArchive archive, decimal from, decimal to)
    {
        var file = Path.Combine(archive.Root, "..", "cut.ts");
        await using var destination = File.Create(file);
        await ExactCut.WriteAsync(await archive.SelectAsync(from, to), destination);
        return file;
    }

    private static async Task<List<decimal>> TimesAsync(string file, string stream)
    {
        var text = await Tool.RunAsync(
            "ffprobe",
            "-v",
            "error",
            "-select_streams",
            stream,
            "-show_entries",
            "packet=pts_time",
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
}
