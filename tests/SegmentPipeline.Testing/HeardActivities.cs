using System.Collections.Concurrent;
using System.Diagnostics;

namespace SegmentPipeline.Testing;

/// <summary>What a host's tracing hears of the libraries while this lives, and a caller of theirs.</summary>
internal sealed class HeardActivities : IDisposable
{
    private const string CallerName = "caller";

    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivitySource _callers = new(CallerName);
    private readonly ActivityListener _listener;

    internal HeardActivities()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is SegmentArchive.ActivitySourceName or CallerName or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Begins the activity of whoever calls the libraries.</summary>
    internal Activity StartCaller() => _callers.StartActivity(CallerName)!;

    /// <summary>The activities of the libraries in a caller's trace, in the order in which they ended.</summary>
    internal IReadOnlyList<Activity> InTraceOf(Activity caller) =>
        [.. _ended.Where(activity => activity.TraceId == caller.TraceId && activity.Source.Name == SegmentArchive.ActivitySourceName)];

    public void Dispose()
    {
        _listener.Dispose();
        _callers.Dispose();
    }
}
