using SegmentPipeline.Ledger;

namespace SegmentPipeline.Scheduling;

/// <summary>What the loops of an archive speak into, for those who are told of it. Nothing here waits for anybody who is told.</summary>
/// <param name="notices">What there is to tell.</param>
/// <param name="pings">The dead man's switches.</param>
internal sealed class ArchiveEar(ArchiveNotices notices, IReadOnlyList<PingLoop> pings)
{
    internal ArchiveNotices Notices => notices;

    /// <summary>A run begins.</summary>
    internal void RunBegins() => Ping(PingEvent.Start);

    /// <summary>A run has an open ledger.</summary>
    internal RunTelling BeginTelling() => notices.BeginRun();

    /// <summary>The ledger of a run is open until the answer is disposed.</summary>
    internal IDisposable Attach(AuditLedger ledger) => notices.Store.Attach(ledger);

    /// <summary>A run has come to its end.</summary>
    internal void RunEnds(AuditOutcome outcome) =>
        Ping(outcome is AuditOutcome.Failed or AuditOutcome.Incomplete ? PingEvent.Failure : PingEvent.Success);

    /// <summary>A run has failed on its way.</summary>
    internal void RunFails(string cause) => notices.FailRun(cause);

    /// <summary>A run did not take place when it was due.</summary>
    internal void RunIsMissed(Timestamp due, string why) => notices.Miss(due, why);

    /// <summary>A pass over the other copies has ended.</summary>
    internal void CopiesAnswer(IReadOnlyList<string> names, PassTally tally)
    {
        for (var at = 0; at < names.Count; at++)
        {
            var copy = tally.Replicas[at];
            if (copy.Streams > 0 || copy.Cause is not null) notices.Ask(names[at], copy.Cause);
        }
    }

    /// <summary>A pass of verifying has ended.</summary>
    internal void Verified(DateTimeOffset? oldestUnverified) => notices.Verify(oldestUnverified);

    private void Ping(PingEvent what)
    {
        foreach (var ping in pings) ping.Add(what);
    }
}
