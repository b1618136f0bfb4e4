using System.Runtime.CompilerServices;
using SegmentPipeline.Profiling;

namespace SegmentPipeline.Cli;

/// <summary><c>--profile FILE</c>: where the time of an audit goes, written when the audit has ended, however it ends.
/// <para>Native code is not sampled by the runtime, and there <see cref="RuntimeFeature.IsDynamicCodeSupported"/> is a constant: nothing
/// behind it is linked. Elsewhere nothing of it is loaded before it is asked for.</para></summary>
internal static class AuditProfile
{
    /// <summary>Runs an audit, with a profile if a file is named.</summary>
    /// <param name="file">The file, or null.</param>
    /// <param name="told">Gets a line when it has been written.</param>
    /// <param name="surroundings">The working directory, and standard error.</param>
    /// <param name="audit">The audit.</param>
    /// <returns>The audit's exit code.</returns>
    /// <exception cref="UsageException">This is the native command; nothing was done.</exception>
    /// <exception cref="ReportException">The profile cannot be taken or written. The report of the audit stands.</exception>
    internal static Task<int> RunAsync(string? file, TextWriter told, Surroundings surroundings, Func<Task<int>> audit)
    {
        if (file is null) return audit();
        return RuntimeFeature.IsDynamicCodeSupported
            ? SampleAsync(file, told, surroundings, audit)
            : throw new UsageException(
                "--profile is not for the native command, which has no runtime to sample it; run the same with the dotnet tool");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<int> SampleAsync(string file, TextWriter told, Surroundings surroundings, Func<Task<int>> audit)
    {
        using var destination = ReportDestination.Open(file, surroundings);
        try
        {
            var sampler = await StackSampler.StartAsync().ConfigureAwait(false);
            await using var _ = sampler.ConfigureAwait(false);
            try
            {
                return await audit().ConfigureAwait(false);
            }
            finally
            {
                var summary = await sampler
                    .StopAsync(destination.Stream, ProfileFormats.OfFile(file), CancellationToken.None)
                    .ConfigureAwait(false);
                destination.Commit();
                if (summary.CutBy is { } limit)
                    surroundings.Error.WriteLine($"pipeline: {limit}; it ends after {summary.Duration.TotalSeconds:F0} s");
                destination.Tell(told, $"a profile of {DurationWords.TextOf(summary.Duration.Ticks / TimeSpan.TicksPerMicrosecond)}");
            }
        }
        catch (ProfilingException fault)
        {
            throw new ReportException(file, fault);
        }
    }
}
