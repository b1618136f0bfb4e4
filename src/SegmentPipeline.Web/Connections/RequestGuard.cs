using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Web;

/// <summary>What stands before every address, in whatever host it is mapped: requests are timed, what goes wrong becomes a problem
/// document, and neither names that the host does not go by nor pages of other sites nor whoever may not do it get through.
/// It stands before a request once: where it
/// stands before a whole host, it does nothing more before that host's addresses.</summary>
internal sealed class RequestGuard(KnownHosts hosts, ActionGuard actions, OperationTimers timers, ILoggerFactory logs)
{
    private static readonly object IsGuarded = new();

    private readonly ILogger _log = logs.CreateLogger(Log.Category);

    /// <summary>Puts all that before a handler.</summary>
    internal RequestDelegate Around(RequestDelegate handler)
    {
        RequestDelegate named = new HostNames(new SameOrigin(actions.Around(handler)).InvokeAsync, hosts).InvokeAsync;
        RequestDelegate guarded = new TimedRequests(new ProblemReplies(named, _log).InvokeAsync, timers).InvokeAsync;
        return context => context.Items.TryAdd(IsGuarded, null) ? guarded(context) : handler(context);
    }
}
