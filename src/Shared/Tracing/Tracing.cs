using System.Diagnostics;

namespace SegmentPipeline;

/// <summary>Starts the activities by which a host's tracing sees what is done.</summary>
internal static class Tracing
{
    /// <summary>The name of the source, the same in every package.</summary>
    internal const string SourceName = "SegmentPipeline";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins an activity under the current one; null if nobody listens.</summary>
    internal static Activity? Start(string name) => Source.StartActivity(name);

    /// <summary>Notes that an activity has failed.</summary>
    /// <returns>False, so that it can stand in an exception filter and catches nothing.</returns>
    internal static bool HasFailed(Activity? activity, Exception fault)
    {
        activity?.SetStatus(ActivityStatusCode.Error, fault.Message);
        activity?.SetTag("error.type", fault.GetType().FullName);
        return false;
    }
}
