using System.Diagnostics;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary>The command as a process: the file that <c>PIPELINE_COMMAND</c> names, say a native one, else what these tests were built
/// with.</summary>
internal static class BuiltCommand
{
    /// <summary>Only a defect takes that long: a command that hangs shall fail its test, not stop the run.</summary>
    private const string HangingAfterSeconds = "120";

    /// <summary>Why a test of the native command is skipped without one, and what to do.</summary>
    internal const string NotGiven =
        "only for a native command; ./build.sh publish native makes one and runs this test with PIPELINE_COMMAND";

    /// <summary>Why a test of profiles is skipped with a native command, and what to do.</summary>
    internal const string NoProfiles = "the native command takes no profiles; run this test without PIPELINE_COMMAND";

    /// <summary>The file to test instead of the command as built, if there is one.</summary>
    internal static string? Given { get; } = System.Environment.GetEnvironmentVariable("PIPELINE_COMMAND");

    /// <summary>What a shell is to call.</summary>
    internal static string Line => Given ?? ManagedLine;

    /// <summary>What a shell is to call for the command that runs on .NET, as these tests were built with it.</summary>
    internal static string ManagedLine { get; } = $"dotnet {Path.Combine(AppContext.BaseDirectory, "pipeline.dll")}";

    /// <summary>Runs a line of bash in which <c>$PIPELINE</c> is the command.</summary>
    internal static Task<Outcome> ShellAsync(string directory, string line) => RunAsync(directory, "bash", "-c", line);

    /// <summary>Runs the file given.</summary>
    internal static Task<Outcome> RunGivenAsync(string directory, params string[] arguments) => RunAsync(directory, [Given!, .. arguments]);

    private static async Task<Outcome> RunAsync(string directory, params string[] command)
    {
        RequiredTool.Bash.Require();
        var start = new ProcessStartInfo(RequiredTool.Timeout.Require(), [HangingAfterSeconds, .. command])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["PIPELINE"] = Line;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, await output, await error);
    }
}
