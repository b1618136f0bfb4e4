using Microsoft.Extensions.Logging;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Scheduling;

/// <summary>Fillings of one archive that its ledger has still to record: an audit holds the ledger as long as it takes. They are recorded
/// after the next pass that finds the ledger free, at the latest by the audit that a host begins.</summary>
internal sealed class FillQueue(ScheduledArchive archive, TimeProvider clock, ILogger log)
{
    /// <summary>So many wait at most; the oldest give way.</summary>
    internal const int Most = 1000;

    private readonly Lock _lock = new();
    private readonly Lock _recording = new();
    private readonly List<FinishedFill> _waiting = [];
    private LedgerFill? _last;

    /// <summary>How many wait.</summary>
    internal int Count
    {
        get
        {
            lock (_lock) return _waiting.Count;
        }
    }

    /// <summary>Takes a filling that has ended. One that changed nothing is passed over, unless it says something else than the last.
    /// Records what waits, if nobody holds the ledger.</summary>
    internal void Add(FinishedFill fill)
    {
        lock (_lock)
        {
            if (IsWorthRecording(fill.Figures))
            {
                if (_waiting.Count == Most) _waiting.RemoveAt(0);
                _waiting.Add(fill);
            }

            _last = fill.Figures;
        }

        Record(fills => AuditLedger.TryRecordFills(archive.LedgerPath, archive.Audit.Root!, fills, clock));
    }

    /// <summary>Records what waits in a ledger that is open.</summary>
    internal void RecordIn(AuditLedger ledger) => Record(fills =>
    {
        ledger.RecordFills(fills);
        return true;
    });

    private bool IsWorthRecording(LedgerFill figures) =>
        figures.Published > 0
        || figures.Replaced > 0
        || figures.Tombstones > 0
        || figures.Mismatches > 0
        || _last is not { } last
        || (last.Wanted, last.Unfillable) != (figures.Wanted, figures.Unfillable);

    private void Record(Func<IReadOnlyList<FinishedFill>, bool> record)
    {
        lock (_recording)
        {
            FinishedFill[] fills;
            lock (_lock) fills = [.. _waiting];
            if (fills.Length == 0) return;
            try
            {
                if (!record(fills)) return;
            }
            catch (LedgerException cause)
            {
                log.FillsNotRecorded(archive.Name!, VisibleText.MakeVisible(cause.Message));
                return;
            }

            lock (_lock) _waiting.RemoveAll(fills.Contains);
        }
    }
}

/// <summary>The queues of all archives of a host.</summary>
/// <param name="archives">The archives.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">The log.</param>
internal sealed class FillQueues(IReadOnlyList<ScheduledArchive> archives, TimeProvider clock, ILogger log)
{
    private readonly Dictionary<string, FillQueue> _queues = archives
        .Where(archive => archive.Fill is not null)
        .ToDictionary(archive => archive.Name!, archive => new FillQueue(archive, clock, log), StringComparer.Ordinal);

    /// <summary>The queue of an archive; null if it is not filled.</summary>
    internal FillQueue? Find(string archive) => _queues.GetValueOrDefault(archive);
}
