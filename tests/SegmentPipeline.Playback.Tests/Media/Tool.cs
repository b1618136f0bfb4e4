using System.Diagnostics;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Playback.Tests.Media;

/// <summary>Runs ffmpeg and ffprobe.</summary>
internal static class Tool
{
    /// <summary>Skips the test, with the reason, on a machine without ffmpeg.</summary>
    internal static void Require()
    {
        RequiredTool.Ffmpeg.Require();
        RequiredTool.Ffprobe.Require();
    }

    /// <summary>What a successful run printed.</summary>
    internal static async Task<string> RunAsync(string name, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(name, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, $"{name} {string.Join(' ', arguments)}\n{error}");
        Assert.That(error, Is.Empty, $"{name} {string.Join(' ', arguments)}");
        return await output;
    }
}
