using SegmentPipeline.Ledger;

namespace SegmentPipeline.Scheduling;

/// <summary>What has changed since the ledger was written last. Under the lock of its <see cref="NoticeStore"/>.</summary>
internal sealed class NoticeChanges
{
    private readonly Dictionary<string, LedgerNotice> _put = new(StringComparer.Ordinal);
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Hook, string Key), LedgerTrouble> _begun = [];
    private readonly Dictionary<(string Hook, string Key), LedgerTrouble> _over = [];
    private readonly Dictionary<string, Timestamp> _sent = new(StringComparer.Ordinal);
    private long? _toldRun;

    internal bool IsEmpty =>
        _put.Count == 0 && _removed.Count == 0 && _begun.Count == 0 && _over.Count == 0 && _sent.Count == 0 && _toldRun is null;

    internal bool IsRemoved(string notice) => _removed.Contains(notice);

    internal bool IsOver(LedgerTrouble trouble) => _over.ContainsKey((trouble.Hook, trouble.Key));

    internal void Put(LedgerNotice notice) => _put[notice.Key] = notice;

    internal void Remove(string notice)
    {
        _put.Remove(notice);
        _removed.Add(notice);
    }

    internal void Begin(LedgerTrouble trouble)
    {
        _over.Remove((trouble.Hook, trouble.Key));
        _begun[(trouble.Hook, trouble.Key)] = trouble;
    }

    internal void End(LedgerTrouble trouble)
    {
        _begun.Remove((trouble.Hook, trouble.Key));
        _over[(trouble.Hook, trouble.Key)] = trouble;
    }

    internal void SetSent(string hook, Timestamp sent) => _sent[hook] = sent;

    internal void SetToldRun(long run) => _toldRun = run;

    /// <summary>All of it; nothing has changed then.</summary>
    internal LedgerNoticeChanges Take()
    {
        var taken = new LedgerNoticeChanges
        {
            Put = [.. _put.Values],
            Removed = [.. _removed],
            Begun = [.. _begun.Values],
            Over = [.. _over.Values],
            Sent = new Dictionary<string, Timestamp>(_sent, StringComparer.Ordinal),
            ToldRun = _toldRun,
        };
        _put.Clear();
        _removed.Clear();
        _begun.Clear();
        _over.Clear();
        _sent.Clear();
        _toldRun = null;
        return taken;
    }

    /// <summary>Takes back what could not be written, but for what has changed again since.</summary>
    internal void PutBack(LedgerNoticeChanges taken)
    {
        foreach (var notice in taken.Put)
        {
            if (!_removed.Contains(notice.Key)) _put.TryAdd(notice.Key, notice);
        }

        foreach (var key in taken.Removed) _removed.Add(key);
        foreach (var trouble in taken.Begun)
        {
            if (!IsOver(trouble)) _begun.TryAdd((trouble.Hook, trouble.Key), trouble);
        }

        foreach (var trouble in taken.Over)
        {
            if (!_begun.ContainsKey((trouble.Hook, trouble.Key))) _over.TryAdd((trouble.Hook, trouble.Key), trouble);
        }

        foreach (var (hook, sent) in taken.Sent) _sent.TryAdd(hook, sent);
        _toldRun ??= taken.ToldRun;
    }
}
