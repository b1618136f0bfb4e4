using System.Diagnostics;
using System.Globalization;
using SegmentPipeline.Testing;
using SegmentPipeline.Verification.Tests.Judging;

namespace SegmentPipeline.Verification.Tests.Media;

/// <summary>Streams that ffmpeg makes have no findings, and last as long as ffprobe says.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class RealMediaTests
{
    private const string Video = "-f lavfi -i testsrc2=size=160x90:rate=25:duration=4";
    private const string Audio = "-f lavfi -i sine=sample_rate=48000:duration=4";

    private static IEnumerable<TestCaseData<string, string>> Streams
    {
        get
        {
            string At(string rate) => $"-f lavfi -i testsrc2=size=160x90:rate={rate}:duration=4";
            const string h264 = "-c:v libx264 -preset ultrafast -bf 3";
            yield return Case("h264", $"{Video} {Audio} {h264} -c:a aac");
            yield return Case("mpeg2", $"{Video} {Audio} -c:v mpeg2video -bf 2 -c:a mp2");
            yield return Case("h265", $"{Video} {Audio} -c:v libx265 -preset ultrafast -x265-params log-level=none -c:a ac3");
            yield return Case("eac3", $"{Video} {Audio} {h264} -c:a eac3");
            yield return Case("2997", $"{At("30000/1001")} {h264}");
            yield return Case("50", $"{At("50")} {h264}");
            yield return Case("60", $"{At("60")} {h264}");
            yield return Case("1", $"{At("1")} {h264}");
            yield return Case("2", $"{At("2")} {h264}");
            yield return Case("variable", $"{At("50")} -vf select='gt(random(1)\\,0.45)' -fps_mode vfr {h264}");
            yield return Case("wrap", $"{Video} {Audio} {h264} -c:a aac -output_ts_offset 95442");
            yield return Case("192", $"{Video} {Audio} {h264} -c:a ac3 -mpegts_m2ts_mode 1");
            yield return Case("stuffed", $"{Video} {Audio} {h264} -c:a aac -muxrate 4000000");
            yield return Case("latm", $"{Video} {Audio} {h264} -c:a aac -mpegts_flags latm");
            yield return Case("discontinuous", $"{Video} {Audio} {h264} -c:a aac -mpegts_flags initial_discontinuity");
            yield return Case("programs", $"{Video} {Video} {Audio} -map 0 -map 1 -map 2 -c:v mpeg2video -c:a mp2 "
                + "-program title=one:st=0:st=2 -program title=two:st=1");
            yield return Case("aac", $"{Audio} -c:a aac");
            yield return Case("thin aac", $"{Audio} -c:a aac -b:a 24k -ac 1");
            yield return Case("mp2", $"{Audio} -c:a mp2");
            yield return Case("ac3", $"{Audio} -c:a ac3");
        }
    }

    [TestCaseSource(nameof(Streams))]
    public void Stream_OfFfmpeg_HasNoFindings(string name, string arguments)
    {
        using var files = new JudgedFiles();
        var path = Path.Combine(files.Directory, "stream.ts");
        Run(RequiredTool.Ffmpeg, $"-hide_banner -loglevel error -nostdin -threads 1 {arguments} -f mpegts {path}");
        var content = File.ReadAllBytes(path);

        foreach (var level in Enum.GetValues<VerificationLevel>())
            Assert.That(files.JudgePath(path, TestNames.For(content, 4), level).Causes, Is.Empty, $"{name}, {level}");

        var clock = files.JudgePath(path, null).Clock!;
        var kind = arguments.Contains("testsrc2", StringComparison.Ordinal) ? 'v' : 'a';
        var asked = $"-v error -select_streams {kind}:0 -show_entries stream=duration -of csv=p=0 {path}";
        var probed = Run(RequiredTool.Ffprobe, asked).Split('\n')[0];
        var seconds = double.Parse(probed.TrimEnd(','), CultureInfo.InvariantCulture);
        Assert.That((clock.EndPts - clock.FirstPts) / 90_000d, Is.EqualTo(seconds).Within(kind == 'v' ? 0.05 : 0.25));
    }

    private static TestCaseData<string, string> Case(string name, string arguments) =>
        new TestCaseData<string, string>(name, arguments).SetArgDisplayNames(name);

    private static string Run(RequiredTool tool, string arguments)
    {
        var start = new ProcessStartInfo(tool.Require(), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, arguments);
        return output;
    }
}
