using SegmentPipeline.Ledger;

namespace SegmentPipeline.Scheduling;

/// <summary>What there is to tell of one archive: takes what its runs, its copies and its verifying say, and makes notices of what
/// changes. Nothing is delivered here.</summary>
/// <param name="archive">The archive.</param>
/// <param name="hooks">The hooks that are told of it.</param>
/// <param name="store">Keeps what is to be told.</param>
/// <param name="clock">The clock.</param>
internal sealed class ArchiveNotices(ScheduledArchive archive, IReadOnlyList<NotifyHook> hooks, NoticeStore store, TimeProvider clock)
{
    private static readonly TimeSpan UsualPatience = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly List<NoticeItem> _missed = [];
    private readonly Dictionary<string, (Timestamp At, string Cause)> _failing = new(StringComparer.Ordinal);
    private DateTimeOffset? _oldestUnverified;

    /// <summary>Called when there is something new to tell.</summary>
    internal Action? Wake { get; set; }

    internal NoticeStore Store => store;

    internal IReadOnlyList<NotifyHook> Hooks => hooks;

    private string Name => archive.Name!;

    private Timestamp Now => Timestamp.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>What a run that begins now is to tell its records to.</summary>
    internal RunTelling BeginRun() => new(this, [.. hooks.Select(hook => new RunNotices(Name, hook.AtLeast ?? TimeSpan.Zero))]);

    /// <summary>Takes what a run has told that came to its end. Its notices and the number of the run are written at once, so that a
    /// kill before it is found by <see cref="Recover"/>.</summary>
    /// <param name="told">What each hook is to be told.</param>
    /// <param name="run">The number of the run.</param>
    /// <param name="summary">Its summary.</param>
    /// <param name="failure">Why it failed all the same; null if it did not.</param>
    internal void EndRun(IReadOnlyList<RunNotices> told, long? run, SummaryRecord summary, string? failure)
    {
        lock (_lock)
        {
            for (var i = 0; i < hooks.Count; i++)
            {
                var (hook, notices) = (hooks[i].Name!, told[i]);
                Judge(hook, notices, summary.Complete);
                Judge(hook, notices, NoticeKind.Failed, failure);
                if (CauseOf(summary) is var cause && (cause is not null || summary.Complete))
                    Judge(hook, notices, NoticeKind.Incomplete, cause);
                AddMissed(notices);
                Put(hook, notices.ToNotice());
            }

            _missed.Clear();
            if (run is { } number) store.SetToldRun(number);
        }

        store.Flush();
        Wake?.Invoke();
    }

    /// <summary>Takes that a run has failed on its way.</summary>
    internal void FailRun(string cause)
    {
        lock (_lock)
        {
            foreach (var hook in hooks)
            {
                var notices = new RunNotices(Name, TimeSpan.Zero);
                Judge(hook.Name!, notices, NoticeKind.Failed, cause);
                AddMissed(notices);
                Put(hook.Name!, notices.ToNotice());
            }

            _missed.Clear();
        }

        Wake?.Invoke();
    }

    /// <summary>Takes that a run did not take place; it is told with the one that comes next.</summary>
    internal void Miss(Timestamp due, string why)
    {
        lock (_lock)
        {
            _missed.Add(new NoticeItem
            {
                Archive = Name,
                Kind = NoticeKind.Missed,
                Change = NoticeChange.New,
                Since = due,
                Cause = $"it was due at {due} {why}",
            });
        }
    }

    /// <summary>Takes whether another copy has answered.</summary>
    /// <param name="replica">Its name.</param>
    /// <param name="cause">Why it could not be asked; null if it could.</param>
    internal void Ask(string replica, string? cause)
    {
        var key = TroubleKey.Of(NoticeKind.Replica, replica);
        lock (_lock)
        {
            if (cause is null) _failing.Remove(replica);
            else _failing[replica] = (Now, cause);
            foreach (var hook in hooks)
            {
                var open = OpenOf(hook.Name!, key);
                if (cause is not null && open is null) Begin(hook.Name!, key, Now, isTold: false);
                else if (cause is null && open is not null) Close(hook.Name!, open);
            }
        }

        Wake?.Invoke();
    }

    /// <summary>Takes since when the hour has not been verified that has waited the longest.</summary>
    internal void Verify(DateTimeOffset? oldestUnverified)
    {
        lock (_lock) _oldestUnverified = oldestUnverified;
        Wake?.Invoke();
    }

    /// <summary>Finds what time alone has brought about for a hook.</summary>
    internal void Check(NotifyHook hook)
    {
        lock (_lock)
        {
            CheckCopies(hook);
            CheckVerifying(hook.Name!);
        }
    }

    /// <summary>Makes a notice of a run that came to its end without one: the host was killed in between. The ledger knows how much
    /// changed, not what.</summary>
    /// <param name="runs">The newest runs of the ledger, the newest first.</param>
    internal void Recover(IReadOnlyList<LedgerRun> runs)
    {
        var last = runs.FirstOrDefault(run => run.Status is LedgerRunStatus.Complete or LedgerRunStatus.Incomplete);
        lock (_lock)
        {
            if (store.ToldRun is { } told && last?.Id > told)
            {
                foreach (var hook in hooks) Put(hook.Name!, NoticeOf(last.Deltas));
            }

            store.SetToldRun(Math.Max(store.ToldRun ?? 0, last?.Id ?? 0));
        }

        Wake?.Invoke();
    }

    private Notice? NoticeOf(DeltaCounts deltas)
    {
        var begun = CountsOf(
        [
            (NoticeKind.Lost, deltas.Lost), (NoticeKind.Hole, deltas.New + deltas.Grown), (NoticeKind.Corrupt, deltas.Corrupted),
        ]);
        var over = CountsOf([(NoticeKind.Hole, deltas.Healed), (NoticeKind.Corrupt, deltas.Mended)]);
        return begun.Count + over.Count == 0 ? null : new Notice { Begun = begun, Over = over, Items = [], Archives = [Name] };
    }

    private static Dictionary<NoticeKind, long> CountsOf(IEnumerable<(NoticeKind Kind, long Count)> counts) =>
        counts.Where(pair => pair.Count > 0).ToDictionary(pair => pair.Kind, pair => pair.Count);

    /// <summary>Compares the streams that are silent with those that were. Only a run that could read everything says that one is not any
    /// more.</summary>
    private void Judge(string hook, RunNotices notices, bool isComplete)
    {
        foreach (var (stream, since) in notices.Silent)
        {
            var key = TroubleKey.Of(NoticeKind.Silent, stream);
            if (OpenOf(hook, key) is not null) continue;
            Begin(hook, key, since, isTold: true);
            notices.Add(ItemOf(NoticeKind.Silent, NoticeChange.New, stream, since, null));
        }

        if (!isComplete) return;
        foreach (var trouble in store.TroublesOf(hook))
        {
            if (TroubleKey.SubjectOf(trouble.Key, NoticeKind.Silent) is not { } stream || notices.Silent.ContainsKey(stream)) continue;
            // A stream that is not looked at any more is not said to speak again.
            if (notices.Streams.Contains(stream)) notices.Add(EndOf(trouble, NoticeKind.Silent, stream));
            else store.End(trouble);
        }
    }

    /// <summary>Compares whether something is wrong with the archive as a whole with whether it was.</summary>
    private void Judge(string hook, RunNotices notices, NoticeKind kind, string? cause)
    {
        var key = TroubleKey.Of(kind, "");
        var open = OpenOf(hook, key);
        if (cause is not null && open is null)
        {
            Begin(hook, key, Now, isTold: true);
            notices.Add(ItemOf(kind, NoticeChange.New, null, null, cause));
        }
        else if (cause is null && open is not null)
        {
            notices.Add(EndOf(open, kind, null));
        }
    }

    private void CheckCopies(NotifyHook hook)
    {
        foreach (var trouble in store.TroublesOf(hook.Name!))
        {
            if (TroubleKey.SubjectOf(trouble.Key, NoticeKind.Replica) is not { } replica) continue;
            if (!archive.Replicas.Any(copy => copy.Name == replica))
            {
                // Nobody asks it any more.
                store.End(trouble);
                continue;
            }

            // One question without an answer says nothing of the time since: another must have failed after it.
            if (trouble.IsTold || !_failing.TryGetValue(replica, out var last)) continue;
            if (last.At.MicrosecondsSince(trouble.Since) < (long)(hook.Patience ?? UsualPatience).TotalMicroseconds) continue;
            store.Begin(trouble with { IsTold = true });
            Put(hook.Name!, Notice.Of(Name, [ItemOf(NoticeKind.Replica, NoticeChange.New, replica, trouble.Since, last.Cause)]));
        }
    }

    private void CheckVerifying(string hook)
    {
        if (archive.Verify?.Within is not { } within || _oldestUnverified is not { } oldest) return;
        var key = TroubleKey.Of(NoticeKind.Unverified, "");
        var open = OpenOf(hook, key);
        var isLate = clock.GetUtcNow() - oldest > within;
        if (isLate && open is null)
        {
            var since = Timestamp.FromDateTimeOffset(oldest);
            Begin(hook, key, since, isTold: true);
            Put(hook, Notice.Of(Name, [ItemOf(NoticeKind.Unverified, NoticeChange.New, null, since, $"longer than {SpanWords.TextOf(within)}")]));
        }
        else if (!isLate && open is not null)
        {
            Close(hook, open);
        }
    }

    private void Close(string hook, LedgerTrouble trouble)
    {
        var (kind, subject) = TroubleKey.Split(trouble.Key);
        var item = EndOf(trouble, kind, subject.Length == 0 ? null : subject);
        if (trouble.IsTold) Put(hook, Notice.Of(Name, [item]));
    }

    private void AddMissed(RunNotices notices)
    {
        foreach (var missed in _missed) notices.Add(missed);
    }

    private LedgerTrouble? OpenOf(string hook, string key) => store.FindTrouble(hook, key);

    private void Begin(string hook, string key, Timestamp since, bool isTold) =>
        store.Begin(new LedgerTrouble { Hook = hook, Key = key, Since = since, IsTold = isTold });

    private NoticeItem EndOf(LedgerTrouble trouble, NoticeKind kind, string? subject)
    {
        store.End(trouble);
        return ItemOf(kind, NoticeChange.Over, subject, trouble.Since, null);
    }

    private NoticeItem ItemOf(NoticeKind kind, NoticeChange change, string? subject, Timestamp? since, string? cause) => new()
    {
        Archive = Name,
        Kind = kind,
        Change = change,
        Subject = subject,
        Since = since,
        Cause = cause,
    };

    private void Put(string hook, Notice? notice)
    {
        if (notice is null) return;
        store.Put(new LedgerNotice
        {
            Key = $"{Guid.CreateVersion7(clock.GetUtcNow())}",
            Hook = hook,
            Made = Now,
            Body = NoticeJson.TextOf(notice),
        });
    }

    private static string? CauseOf(SummaryRecord summary) => summary.Findings.Unreadable switch
    {
        0 => null,
        1 => "1 directory or file could not be read",
        var count => $"{count} directories or files could not be read",
    };
}
