using Microsoft.Extensions.Logging;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Scheduling;

/// <summary>Says in log and metrics what became of the messages to a hook; in the log once, if one after the other cannot be
/// delivered.</summary>
/// <param name="hook">The hook.</param>
/// <param name="metrics">The metrics, or null.</param>
/// <param name="log">The log.</param>
internal sealed class HookTelling(NotifyHook hook, PipelineMetrics? metrics, ILogger log)
{
    private readonly string _kind = HookKinds.WordOf(HookKinds.KindOf(hook));
    private bool _isFailing;

    /// <summary>Lets the counters begin at zero.</summary>
    internal void Introduce()
    {
        foreach (var outcome in Enum.GetValues<MessageOutcome>()) metrics?.AddMessages(_kind, outcome, 0);
    }

    /// <summary>Tells what became of a delivery.</summary>
    /// <param name="fault">Why it failed; null if it did not.</param>
    internal void Add(string? fault)
    {
        metrics?.AddMessages(_kind, fault is null ? MessageOutcome.Delivered : MessageOutcome.Failed, 1);
        if (fault is not null && !_isFailing) log.NotTold(hook.Name!, _kind, fault);
        else if (fault is null && _isFailing) log.ToldAgain(hook.Name!, _kind);
        _isFailing = fault is not null;
    }

    /// <summary>Tells that a message is given up, since it was refused again and again.</summary>
    internal void AddRefused(HookMessage message, string fault, int tries)
    {
        metrics?.AddMessages(_kind, MessageOutcome.Refused, 1);
        log.MessageRefused(hook.Name!, _kind, message.Id, message.Title, tries, fault);
    }

    /// <summary>Tells that something is not told any more, since too much waits.</summary>
    internal void AddDropped()
    {
        metrics?.AddMessages(_kind, MessageOutcome.Dropped, 1);
        log.NoticeDropped(hook.Name!, _kind);
    }
}
