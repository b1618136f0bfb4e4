using Microsoft.Extensions.Logging;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Scheduling;

/// <summary>What is still to be told of one archive, and what goes on: in memory, and as soon as it can be in the ledger. While an audit
/// of this host holds the ledger, it is written through that audit's hands.</summary>
/// <param name="archive">The archive.</param>
/// <param name="hooks">Names of the hooks that are told of it; what the ledger has for others is dropped.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">The log.</param>
internal sealed class NoticeStore(ScheduledArchive archive, IReadOnlyList<string> hooks, TimeProvider clock, ILogger log)
{
    private const int RunsLookedAt = 10;

    private static readonly Comparer<(Timestamp Made, string Key)> ByAge = Comparer<(Timestamp Made, string Key)>.Create(CompareAges);

    private readonly Lock _lock = new();
    private readonly Lock _writing = new();
    private readonly SortedDictionary<(Timestamp Made, string Key), LedgerNotice> _notices = new(ByAge);
    private readonly Dictionary<(string Hook, string Key), LedgerTrouble> _troubles = [];
    private readonly Dictionary<string, Timestamp> _sent = new(StringComparer.Ordinal);
    private readonly NoticeChanges _changes = new();
    private AuditLedger? _attached;
    private bool _isLoaded;
    private bool _hasToldFault;

    /// <summary>Called with the name of the hook whose oldest notice gave way to a newer one.</summary>
    internal Action<string>? Dropped { get; set; }

    /// <summary>Called with the newest audits once the ledger has been read.</summary>
    internal Action<IReadOnlyList<LedgerRun>>? Loaded { get; set; }

    /// <summary>The last audit of which notices were made; null if there was none.</summary>
    internal long? ToldRun { get; private set; }

    internal IReadOnlyList<LedgerNotice> NoticesFor(string hook)
    {
        lock (_lock) return [.. _notices.Values.Where(notice => notice.Hook == hook)];
    }

    internal IReadOnlyList<LedgerTrouble> TroublesOf(string hook)
    {
        lock (_lock) return [.. _troubles.Values.Where(trouble => trouble.Hook == hook)];
    }

    internal LedgerTrouble? FindTrouble(string hook, string key)
    {
        lock (_lock) return _troubles.GetValueOrDefault((hook, key));
    }

    internal Timestamp? SentTo(string hook)
    {
        lock (_lock) return _sent.TryGetValue(hook, out var sent) ? sent : null;
    }

    /// <summary>Takes a notice that is new, or has got a message.</summary>
    internal void Put(LedgerNotice notice)
    {
        LedgerNotice? dropped = null;
        lock (_lock)
        {
            _notices[(notice.Made, notice.Key)] = notice;
            _changes.Put(notice);
            if (_notices.Count > LedgerNotices.Most)
            {
                dropped = FindDropped();
                RemoveWithinLock(dropped);
            }
        }

        if (dropped is not null) Dropped?.Invoke(dropped.Hook);
    }

    /// <summary>Forgets a notice that has been told.</summary>
    internal void Remove(LedgerNotice notice)
    {
        lock (_lock) RemoveWithinLock(notice);
    }

    internal void Begin(LedgerTrouble trouble)
    {
        lock (_lock)
        {
            _troubles[(trouble.Hook, trouble.Key)] = trouble;
            _changes.Begin(trouble);
        }
    }

    internal void End(LedgerTrouble trouble)
    {
        lock (_lock)
        {
            if (_troubles.Remove((trouble.Hook, trouble.Key))) _changes.End(trouble);
        }
    }

    internal void SetSent(string hook, Timestamp sent)
    {
        lock (_lock)
        {
            _sent[hook] = sent;
            _changes.SetSent(hook, sent);
        }
    }

    internal void SetToldRun(long run)
    {
        lock (_lock)
        {
            ToldRun = run;
            _changes.SetToldRun(run);
        }
    }

    /// <summary>Writes through the ledger of an audit until the answer is disposed.</summary>
    internal IDisposable Attach(AuditLedger ledger)
    {
        lock (_writing) _attached = ledger;
        EnsureLoaded();
        return new Attachment(this);
    }

    /// <summary>Reads what the ledger has kept, if that has not been done. A ledger that cannot be read is tried again. May take a
    /// while.</summary>
    internal void EnsureLoaded()
    {
        lock (_writing)
        {
            if (_isLoaded) return;
            try
            {
                if (_attached is { } attached)
                {
                    Load(attached);
                }
                else
                {
                    using var ledger = ArchiveHistory.Open(archive);
                    if (ledger is not null) Load(ledger);
                }
            }
            catch (LedgerException)
            {
                // Whoever audits is told. An older ledger has none of it, and becomes a current one by the next audit.
            }
        }
    }

    /// <summary>Writes what has changed, unless somebody holds the ledger. May take a while.</summary>
    /// <returns>Whether the ledger has all of it.</returns>
    internal bool Flush()
    {
        lock (_writing)
        {
            LedgerNoticeChanges changes;
            lock (_lock)
            {
                if (_changes.IsEmpty) return true;
                changes = _changes.Take();
            }

            var isWritten = TryWrite(changes);
            if (isWritten) return true;
            lock (_lock) _changes.PutBack(changes);
            return false;
        }
    }

    private bool TryWrite(LedgerNoticeChanges changes)
    {
        try
        {
            if (_attached is { } attached) attached.WriteNotices(changes);
            else if (!AuditLedger.TryWriteNotices(archive.LedgerPath, archive.Audit.Root!, changes, clock)) return false;
            _hasToldFault = false;
            return true;
        }
        catch (LedgerException cause)
        {
            if (!_hasToldFault) log.NoticesNotKept(archive.Name!, VisibleText.MakeVisible(cause.Message));
            _hasToldFault = true;
            return false;
        }
    }

    /// <summary>What is known already is newer.</summary>
    private void Load(AuditLedger ledger)
    {
        var kept = ledger.ReadNotices();
        var runs = ledger.RunsWithoutStreams(RunsLookedAt, kind: LedgerRunKind.Audit);
        lock (_lock)
        {
            foreach (var notice in kept.Notices)
            {
                if (!hooks.Contains(notice.Hook)) _changes.Remove(notice.Key);
                else if (!_changes.IsRemoved(notice.Key)) _notices.TryAdd((notice.Made, notice.Key), notice);
            }

            foreach (var trouble in kept.Troubles)
            {
                if (!hooks.Contains(trouble.Hook)) _changes.End(trouble);
                else if (!_changes.IsOver(trouble)) _troubles.TryAdd((trouble.Hook, trouble.Key), trouble);
            }

            foreach (var (hook, sent) in kept.Sent) _sent.TryAdd(hook, sent);
            ToldRun ??= kept.ToldRun;
        }

        _isLoaded = true;
        Loaded?.Invoke(runs);
    }

    private static int CompareAges((Timestamp Made, string Key) left, (Timestamp Made, string Key) right)
    {
        var order = left.Made.CompareTo(right.Made);
        return order != 0 ? order : string.CompareOrdinal(left.Key, right.Key);
    }

    /// <summary>The oldest notice of the hook for which the most wait: one that is never told takes no room from the others. Of a message
    /// under way none is dropped, as long as there is another.</summary>
    private LedgerNotice FindDropped()
    {
        var most = _notices.Values.CountBy(notice => notice.Hook).MaxBy(pair => pair.Value).Key;
        var waiting = _notices.Values.Where(notice => notice.Hook == most);
        return waiting.FirstOrDefault(notice => notice.Message is null) ?? waiting.First();
    }

    private void RemoveWithinLock(LedgerNotice notice)
    {
        if (_notices.Remove((notice.Made, notice.Key))) _changes.Remove(notice.Key);
    }

    private sealed class Attachment(NoticeStore store) : IDisposable
    {
        public void Dispose()
        {
            lock (store._writing) store._attached = null;
        }
    }
}
