using SegmentPipeline.Profiling;
using SegmentPipeline.Web;

namespace SegmentPipeline.Cli;

/// <summary>Samples the process that serves. The profile goes to its reader a few kilobytes at a time and never waits for one on a
/// thread.</summary>
internal sealed class ProcessProfileSource : IProfileSource
{
    public async Task SampleAsync(TimeSpan duration, ProfileReplyFormat format, Stream destination, CancellationToken cancellationToken)
    {
        try
        {
            await StackSampler
                .ProfileAsync(duration, destination, FormatOf(format), cancellationToken: cancellationToken)
                .ConfigureAwait(false);
        }
        catch (ProfileInProgressException taken)
        {
            throw new InvalidOperationException(taken.Message, taken);
        }
        catch (ProfilingException cause)
        {
            throw new IOException(cause.Message, cause);
        }
    }

    private static ProfileFormat FormatOf(ProfileReplyFormat format) =>
        format == ProfileReplyFormat.Collapsed ? ProfileFormat.Collapsed : ProfileFormat.Speedscope;
}
