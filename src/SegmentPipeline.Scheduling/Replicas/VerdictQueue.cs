using Microsoft.Extensions.Logging;
using SegmentPipeline.Ledger;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>What the last comparison of one archive said of its holes, for its ledger: an audit holds the ledger as long as it takes. It is
/// noted at once if the ledger is free, else when the audit has let go of it; and by each audit that ends, since that may have found holes
/// that the ledger did not know.</summary>
internal sealed class VerdictQueue(ScheduledArchive archive, TimeProvider clock, ILogger log)
{
    /// <summary>So many parts of holes are kept at most.</summary>
    internal const int Most = 200_000;

    /// <summary>More than so many are not noted after each comparison, of which there may be one in two minutes.</summary>
    internal const int Few = 1_000;

    internal static readonly TimeSpan BetweenMany = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private IReadOnlyList<LedgerHolePart> _parts = [];
    private Timestamp _compared;
    private Timestamp? _noted;

    /// <summary>Takes what a comparison said.</summary>
    /// <param name="verdicts">The verdicts.</param>
    /// <param name="compared">When it began.</param>
    internal void Take(IEnumerable<VerdictRecord> verdicts, Timestamp compared)
    {
        var parts = verdicts.SelectMany(PartsOf).Take(Most + 1).ToList();
        if (parts.Count > Most)
        {
            parts.RemoveAt(Most);
            log.VerdictsLeftOut(archive.Name!, Most);
        }

        lock (_lock)
        {
            (_parts, _compared) = (parts, compared);
            var isSoon = _noted is { } noted && compared.MicrosecondsSince(noted) < BetweenMany.TotalMicroseconds;
            if (!isSoon || parts.Count <= Few) TryNote();
        }
    }

    /// <summary>Notes what the last comparison said, if that could not be yet: after an audit has let go of the ledger, which may have
    /// ended before the comparison and be at its reports since.</summary>
    internal void Settle()
    {
        lock (_lock)
        {
            if (_noted != _compared) TryNote();
        }
    }

    /// <summary>Notes it in a ledger that is open.</summary>
    internal void NoteIn(AuditLedger ledger)
    {
        lock (_lock)
        {
            Note((parts, compared) =>
            {
                ledger.NoteVerdicts(parts, compared);
                return true;
            });
        }
    }

    private void TryNote()
    {
        if (!File.Exists(archive.LedgerPath)) return;
        Note((known, at) => AuditLedger.TryNoteVerdicts(archive.LedgerPath, archive.Audit.Root!, known, at, clock));
    }

    private void Note(Func<IReadOnlyList<LedgerHolePart>, Timestamp, bool> note)
    {
        if (_parts.Count == 0) return;
        try
        {
            if (note(_parts, _compared)) _noted = _compared;
        }
        catch (LedgerException cause)
        {
            log.VerdictsNotNoted(archive.Name!, VisibleText.MakeVisible(cause.Message));
        }
    }

    private static IEnumerable<LedgerHolePart> PartsOf(VerdictRecord verdict) => verdict.Parts.Select(part => new LedgerHolePart
    {
        Stream = verdict.Stream,
        Range = new TimeRange(part.Start, part.End),
        Verdict = part.Verdict,
        Names = part.Replicas ?? part.Qualities ?? [],
    });
}

/// <summary>The queues of all archives of a host.</summary>
/// <param name="archives">The archives.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">The log.</param>
internal sealed class VerdictQueues(IReadOnlyList<ScheduledArchive> archives, TimeProvider clock, ILogger log)
{
    private readonly Dictionary<string, VerdictQueue> _queues = archives
        .Where(archive => archive.Replicas.Count > 0)
        .ToDictionary(archive => archive.Name!, archive => new VerdictQueue(archive, clock, log), StringComparer.Ordinal);

    /// <summary>The queue of an archive; null if it has no other copies.</summary>
    internal VerdictQueue? Find(string archive) => _queues.GetValueOrDefault(archive);
}
