using System.Diagnostics;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>Prometheus' own checks.</summary>
internal static class Promtool
{
    /// <summary>Checks a file.</summary>
    internal static Task<(int ExitCode, string Output)> RunAsync((string Name, string Text) file, params string[] words) =>
        RunAsync([file], words);

    /// <summary>Checks a file that names another one.</summary>
    internal static Task<(int ExitCode, string Output)> RunAsync(
        (string Name, string Text) other, (string Name, string Text) file, params string[] words) => RunAsync([other, file], words);

    private static async Task<(int ExitCode, string Output)> RunAsync((string Name, string Text)[] files, string[] words)
    {
        var promtool = RequiredTool.Promtool.Require();
        var directory = Directory.CreateTempSubdirectory("segment-rules-").FullName;
        try
        {
            foreach (var (name, text) in files) await File.WriteAllTextAsync(Path.Combine(directory, name), text);
            var start = new ProcessStartInfo(promtool, [.. words, Path.Combine(directory, files[^1].Name)])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            };
            using var tool = Process.Start(start)!;
            var error = tool.StandardError.ReadToEndAsync();
            var output = await tool.StandardOutput.ReadToEndAsync();
            await tool.WaitForExitAsync();
            return (tool.ExitCode, await error + output);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
