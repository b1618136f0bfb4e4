using System.Globalization;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Scheduling;

/// <summary>Tells one hook what there is to tell, one message after the other. What is to be told in a quiet part of the day, or too soon
/// after a message, is gathered into the next.</summary>
/// <param name="hook">The hook; no ping.</param>
/// <param name="archives">The archives that it is told of.</param>
/// <param name="seams">What it works with.</param>
internal sealed class HookLoop(NotifyHook hook, IReadOnlyList<ArchiveNotices> archives, NotifySeams seams)
{
    /// <summary>How long it waits at most before it looks again what time has brought about.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan MostLater = TimeSpan.FromHours(1);

    /// <summary>So often a message is refused before it is given up: others wait behind it.</summary>
    private const int MostRefusals = 10;

    private readonly Lock _lock = new();
    private TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;
    private int _failures;
    private (string Message, int Count) _refused = ("", 0);

    internal string Name => hook.Name!;

    private DateTimeOffset Now => seams.Clock.GetUtcNow();

    /// <summary>Says that there is something new.</summary>
    internal void Wake()
    {
        lock (_lock) _woken.TrySetResult();
    }

    /// <summary>Goes on until it is cancelled. A delivery that fails does not end it.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        seams.Telling.Introduce();
        while (true)
        {
            Task woken;
            lock (_lock)
            {
                if (_woken.Task.IsCompleted) _woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                woken = _woken.Task;
            }

            await OwnThread.RunAsync(Look).ConfigureAwait(false);
            if (await TellAsync(cancellationToken).ConfigureAwait(false)) continue;
            await WaitAsync(woken, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads what the ledgers have kept, and finds what time has brought about.</summary>
    private bool Look()
    {
        foreach (var archive in archives)
        {
            archive.Store.EnsureLoaded();
            archive.Check(hook);
        }

        return true;
    }

    /// <summary>Sends one message, if there is one to send now.</summary>
    /// <returns>Whether there may be another.</returns>
    private async Task<bool> TellAsync(CancellationToken cancellationToken)
    {
        var lot = IsLater(Now) || IsQuiet(Now) ? null : FindMade() ?? (IsTooSoon(Now) ? null : Gather());
        if (lot is null)
        {
            await FlushAsync().ConfigureAwait(false);
            return false;
        }

        // After a kill the same message goes out again: its id is in the ledgers before it is sent. A ledger that cannot be written keeps
        // nobody from being told.
        await FlushAsync().ConfigureAwait(false);
        var outcome = await seams.Delivery.TryAsync(lot.Message, cancellationToken).ConfigureAwait(false);
        seams.Telling.Add(outcome.Fault);
        var isOver = outcome.Fault is null || IsRefusedForGood(lot, outcome);
        if (outcome.Fault is null) SetSent(lot);
        if (isOver) Forget(lot);
        else Postpone();
        await FlushAsync().ConfigureAwait(false);
        return isOver;
    }

    /// <summary>Whether a message was refused so often that it is given up; says so, then.</summary>
    private bool IsRefusedForGood(HookLot lot, DeliveryOutcome outcome)
    {
        if (!outcome.IsRefused) return false;
        _refused = (lot.Message.Id, _refused.Message == lot.Message.Id ? _refused.Count + 1 : 1);
        if (_refused.Count < MostRefusals) return false;
        seams.Telling.AddRefused(lot.Message, outcome.Fault!, MostRefusals);
        return true;
    }

    /// <summary>The oldest message that was made and not delivered; null if there is none.</summary>
    private HookLot? FindMade()
    {
        var made = All().Where(pair => pair.Notice.Message is not null).ToList();
        return made.Count == 0 ? null : LotOf([.. made.Where(pair => pair.Notice.Message == made[0].Notice.Message)]);
    }

    /// <summary>Makes a message of all that waits; null if nothing does.</summary>
    private HookLot? Gather()
    {
        var waiting = All();
        if (waiting.Count == 0) return null;
        var id = Guid.CreateVersion7(Now).ToString("D", CultureInfo.InvariantCulture);
        var gathered = waiting.ConvertAll(pair => (pair.Store, pair.Notice with { Message = id }));
        foreach (var (store, notice) in gathered) store.Put(notice);
        return LotOf(gathered);
    }

    private List<(NoticeStore Store, LedgerNotice Notice)> All() =>
    [
        .. archives
            .SelectMany(archive => archive.Store.NoticesFor(Name).Select(notice => (archive.Store, Notice: notice)))
            .OrderBy(pair => pair.Notice.Made)
            .ThenBy(pair => pair.Notice.Key, StringComparer.Ordinal),
    ];

    /// <summary>The message of notices. It is the same whenever it is made of the same notices.</summary>
    private HookLot LotOf(List<(NoticeStore Store, LedgerNotice Notice)> notices) => new(notices, new HookMessage
    {
        Id = notices[0].Notice.Message!,
        Hook = Name,
        Time = notices[^1].Notice.Made,
        Notice = Notice.Merge([.. notices.Select(pair => NoticeJson.Read(pair.Notice.Body)).OfType<Notice>()]),
    });

    private void SetSent(HookLot lot)
    {
        var now = Timestamp.FromDateTimeOffset(Now);
        foreach (var (store, _) in lot.Notices) store.SetSent(Name, now);
        seams.Log.Told(Name, lot.Message.Id, lot.Message.Title);
    }

    /// <summary>The message is told, or never will be.</summary>
    private void Forget(HookLot lot)
    {
        foreach (var (store, notice) in lot.Notices) store.Remove(notice);
        _failures = 0;
        _notBefore = DateTimeOffset.MinValue;
    }

    /// <summary>The next try comes later, and the one after that later still.</summary>
    private void Postpone()
    {
        var later = seams.Later * Math.Pow(2, Math.Min(_failures, 16));
        _failures++;
        _notBefore = Now + (later < MostLater ? later : MostLater);
    }

    /// <summary>Whether it is tried later. A try that lies further ahead than any was put there by a wrong clock.</summary>
    private bool IsLater(DateTimeOffset now) => now < _notBefore && _notBefore - now <= MostLater;

    private bool IsQuiet(DateTimeOffset now) => hook.Quiet is { } quiet
        && quiet.Contains(TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, hook.TimeZone).DateTime));

    /// <summary>A message that was sent in the future was sent by a wrong clock.</summary>
    private bool IsTooSoon(DateTimeOffset now) =>
        hook.Every is { } every
        && archives.Max(archive => archive.Store.SentTo(Name)) is { } last
        && now - last.ToDateTimeOffset() is var since
        && since < every
        && since >= TimeSpan.Zero;

    private Task<bool> FlushAsync() => OwnThread.RunAsync(() =>
    {
        foreach (var archive in archives) archive.Store.Flush();
        return true;
    });

    private async Task WaitAsync(Task woken, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wait = _failures == 0 ? LongestWait : TimeSpan.FromTicks(
            Math.Clamp((_notBefore - Now).Ticks, ShortestWait.Ticks, LongestWait.Ticks));
        await Task.WhenAny(woken, Task.Delay(wait, seams.Clock, ended.Token)).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
