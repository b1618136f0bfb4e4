using System.Globalization;
using System.Security.Cryptography;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Playback.Tests.Media;

/// <summary>An archive on disk with real video: a test picture with a tone, in segments of two seconds whose timestamps go on from one to
/// the next.</summary>
internal sealed class VideoArchive : IDisposable
{
    internal const int SegmentSeconds = 2;
    internal const int FramesPerSecond = 25;

    /// <summary>Every picture is shown when it is decoded.</summary>
    internal static readonly string[] Mpeg2 = ["-c:v", "mpeg2video", "-g", "25", "-bf", "0", "-c:a", "mp2"];

    /// <summary>As recorders find it: pictures that refer to later ones, times that do not start at zero, identifiers of packets that are
    /// not ffmpeg's own.</summary>
    internal static readonly string[] H264 =
    [
        "-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-g", "50", "-keyint_min", "50", "-sc_threshold", "0", "-c:a", "aac",
        "-streamid", "0:481", "-streamid", "1:482", "-copyts", "-output_ts_offset", "1000",
    ];

    private readonly ArchiveBuilder _tree = new();

    private VideoArchive()
    {
    }

    internal static StreamId Stream { get; } = new("c", "q");

    internal static Timestamp Start { get; } = Timestamp.Parse("2026-03-28T22:59:56Z");

    internal string Root => _tree.Root;

    /// <summary>Lays out segments from <see cref="Start"/> on, over the border of an hour.</summary>
    /// <param name="count">How many.</param>
    /// <param name="absent">The numbers of those that are missing.</param>
    internal static Task<VideoArchive> MakeAsync(int count, params int[] absent) => MakeAsync(Mpeg2, count, absent);

    /// <summary>Lays out segments in codecs of one's own.</summary>
    internal static Task<VideoArchive> MakeAsync(string[] codecs, int count, params int[] absent) =>
        MakeAsync($"testsrc2=size=160x90:rate={FramesPerSecond}", codecs, count, absent);

    /// <summary>Lays out segments of pictures that are drawn as one likes.</summary>
    internal static async Task<VideoArchive> MakeAsync(string source, string[] codecs, int count, params int[] absent)
    {
        Tool.Require();
        var archive = new VideoArchive();
        var parts = Directory.CreateTempSubdirectory("segment-video-").FullName;
        await Tool.RunAsync(
            "ffmpeg",
            [
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                source,
                "-f",
                "lavfi",
                "-i",
                "sine=sample_rate=48000",
                "-t",
                (count * SegmentSeconds).ToString(CultureInfo.InvariantCulture),
                .. codecs,
                "-f",
                "segment",
                "-segment_time",
                SegmentSeconds.ToString(CultureInfo.InvariantCulture),
                "-segment_format",
                "mpegts",
                $"{parts}/%d.ts",
            ]);
        for (var i = 0; i < count; i++)
        {
            if (!absent.Contains(i))
                archive.Add(Start.AddMicroseconds(i * SegmentSeconds * Timestamp.MicrosecondsPerSecond), $"{parts}/{i}.ts");
        }

        Directory.Delete(parts, recursive: true);
        return archive;
    }

    /// <summary>The sequence of so many seconds from the start on.</summary>
    internal Task<SegmentSequence> SelectAsync(int seconds) => SelectAsync(0, seconds);

    /// <summary>The sequence between two moments, in seconds from the start.</summary>
    internal async Task<SegmentSequence> SelectAsync(decimal from, decimal to)
    {
        await using var archive = SegmentArchive.Open(Root);
        return await archive.SelectAsync(Stream, new TimeRange(MomentOf(from), MomentOf(to)));

        static Timestamp MomentOf(decimal seconds) => Start.AddMicroseconds((long)(seconds * Timestamp.MicrosecondsPerSecond));
    }

    public void Dispose() => _tree.Dispose();

    private void Add(Timestamp start, string file)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(File.ReadAllBytes(file))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        _tree.DirectoryAt(Stream.Channel, Stream.Quality, start.Hour.ToString());
        File.Move(
            file,
            _tree.PathOf(
                Stream.Channel,
                Stream.Quality,
                start.Hour.ToString(),
                $"{start.ToDateTimeOffset():mm:ss.ffffff}-{SegmentSeconds}.0-full-{hash}.ts"));
    }
}
