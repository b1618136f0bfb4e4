using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using SegmentPipeline.Testing;
using SegmentPipeline.Verification.Tests.Judging;

namespace SegmentPipeline.Verification.Tests.Media;

/// <summary>Packets that are dropped from streams of ffmpeg break as many counters here as ffmpeg's own reader says.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed partial class FfmpegContinuityTests
{
    private const int PacketBytes = 188;
    private const int Losses = 8;

    /// <summary>Behind the lists and the first packets of each stream, which ffmpeg reads twice.</summary>
    private const int FirstLoss = 60;

    private const string Input =
        "-f lavfi -i testsrc2=size=160x90:rate=25:duration=4 -f lavfi -i sine=sample_rate=48000:duration=4";

    private static IEnumerable<TestCaseData<string, string>> Streams =>
    [
        new TestCaseData<string, string>("h264", "-c:v libx264 -preset ultrafast -bf 3 -c:a aac").SetArgDisplayNames("h264"),
        new TestCaseData<string, string>("mpeg2", "-c:v mpeg2video -bf 2 -c:a mp2").SetArgDisplayNames("mpeg2"),
        new TestCaseData<string, string>("h265", "-c:v libx265 -preset ultrafast -x265-params log-level=none -c:a ac3")
            .SetArgDisplayNames("h265"),
    ];

    [TestCaseSource(nameof(Streams))]
    public async Task Stream_WithLostPackets_BreaksAsManyCountersAsFfmpegSays(string name, string codecs)
    {
        using var files = new JudgedFiles();
        var path = Path.Combine(files.Directory, "stream.ts");
        await RunAsync($"-loglevel error -nostdin -threads 1 {Input} {codecs} -f mpegts {path}", []);
        var whole = await File.ReadAllBytesAsync(path);
        Assert.That(await BreaksAsync(whole), Is.Empty, name);
        for (var seed = 1; seed <= Losses; seed++)
        {
            var lossy = Lose(whole, new Random(seed));
            await File.WriteAllBytesAsync(path, lossy);

            var causes = files.JudgePath(path, null).Causes;

            var breaks = await BreaksAsync(lossy);
            var where = $"{name}, seed {seed}";
            Assert.That(breaks, Is.Not.Empty, where);
            var found = causes.Single(cause => cause.Cause == CorruptCauseKind.Continuity);
            Assert.That(
                (found.Times, found.Pid, found.PacketsMissing),
                Is.EqualTo(((long?)breaks.Count, (int?)breaks[0].Pid, (int?)breaks[0].Missing)), where);
        }
    }

    /// <summary>The stream without some rows of packets.</summary>
    private static byte[] Lose(byte[] stream, Random random)
    {
        var kept = new List<byte>(stream.Length);
        for (var packet = 0; packet < stream.Length / PacketBytes; packet++)
        {
            if (packet > FirstLoss && random.Next(100) == 0) packet += random.Next(1, 20);
            if ((packet + 1) * PacketBytes <= stream.Length) kept.AddRange(stream.AsSpan(packet * PacketBytes, PacketBytes));
        }

        return [.. kept];
    }

    /// <summary>What ffmpeg says of the counters. It reads from a pipe, in which it cannot go back to read anything twice.</summary>
    private static async Task<List<(int Pid, int Missing)>> BreaksAsync(byte[] stream)
    {
        var said = await RunAsync("-loglevel debug -i pipe:0 -map 0 -c copy -f null -", stream);
        return
        [
            .. Break().Matches(said).Select(match => (Number(match, "pid"), (Number(match, "got") - Number(match, "expected") + 16) % 16)),
        ];

        static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    private static async Task<string> RunAsync(string arguments, byte[] input)
    {
        var start = new ProcessStartInfo(RequiredTool.Ffmpeg.Require(), $"-hide_banner {arguments}")
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, arguments);
        return await said;
    }

    [GeneratedRegex(@"Continuity check failed for pid (?<pid>\d+) expected (?<expected>\d+) got (?<got>\d+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Break();
}
