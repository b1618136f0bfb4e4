namespace SegmentPipeline.Playback;

/// <summary>A cut as an activity of the host's tracing.</summary>
internal static class TracedCut
{
    internal static async Task<CutResult> RunAsync(StreamId stream, Func<Task<CutResult>> cut)
    {
        using var activity = Tracing.Start("cut");
        activity?.SetTag("segmentpipeline.stream", stream.ToString());
        try
        {
            var result = await cut().ConfigureAwait(false);
            activity?.SetTag("segmentpipeline.bytes", result.BytesWritten);
            return result;
        }
        catch (Exception fault) when (Tracing.HasFailed(activity, fault))
        {
            throw;
        }
    }
}
