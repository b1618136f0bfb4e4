using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using SegmentPipeline.Ledger;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary>Tells whoever listens what changes about the archives: what is done about each, and which streams an audit, whoever ran it, has
/// changed. It looks only while somebody listens.</summary>
/// <remarks>One look serves all listeners. A listener that does not take what it is told is let go: it comes again and asks for
/// everything.</remarks>
internal sealed class ChangeFeed(
    AuditSchedule schedule,
    ArchiveWorks works,
    CoverageCache coverage,
    TimeProvider clock,
    IHostApplicationLifetime lifetime)
{
    internal const int MostListeners = 32;

    /// <summary>How many streams an event names; of more it says that all may have changed.</summary>
    internal const int MostStreams = 100;

    private const int MostWaiting = 64;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>So long the first look at all ledgers is waited for: no listener hears later that it is listening.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly HashSet<Channel<ChangeEvent>> _listeners = [];
    private readonly Dictionary<string, ArchiveStatus> _told = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ArchiveWork> _toldWork = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LedgerLook> _looks = new(StringComparer.Ordinal);
    private bool _isLooking;
    private TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when what there is has been seen once: whatever is another from then on is told. Whoever asks earlier may be answered
    /// with what is another soon, and hear nothing of it.</summary>
    internal Task Seen
    {
        get
        {
            lock (_lock) return _seen.Task;
        }
    }

    /// <summary>Listens from now on.</summary>
    /// <returns>What there is to hear; null if too many others listen.</returns>
    internal Channel<ChangeEvent>? TryListen()
    {
        lock (_lock)
        {
            if (_listeners.Count >= MostListeners) return null;
            var listener = Channel.CreateBounded<ChangeEvent>(MostWaiting);
            _listeners.Add(listener);
            if (_isLooking) return listener;
            _isLooking = true;
            _seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _told.Clear();
            ForgetLooks();
            foreach (var archive in schedule.Archives) (_told[archive.Name], _toldWork[archive.Name]) = (archive, works.Find(archive.Name));
            var seen = _seen;
            _ = Task.Run(() => LookAsync(seen));
            return listener;
        }
    }

    /// <summary>Listens no more.</summary>
    internal void Leave(Channel<ChangeEvent> listener)
    {
        lock (_lock) _listeners.Remove(listener);
    }

    /// <summary>What was seen for earlier listeners is of no use to new ones. A look that still hangs is kept: it is the one of its
    /// archive.</summary>
    private void ForgetLooks()
    {
        foreach (var (name, look) in _looks.ToList())
        {
            if (look.Last.IsCompleted) _looks.Remove(name);
        }
    }

    private async Task LookAsync(TaskCompletionSource seen)
    {
        await SeeAsync().ConfigureAwait(false);
        seen.SetResult();
        while (!IsAlone())
        {
            try
            {
                foreach (var archive in schedule.Archives) LookAt(archive);
                await Task.Delay(Pause, clock, lifetime.ApplicationStopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // The host stops, and the next look finds nobody or everybody gone.
                LetGo();
            }
        }
    }

    /// <summary>Looks at all for the first time. A ledger whose disk hangs is told when it has been read.</summary>
    private async Task SeeAsync()
    {
        foreach (var archive in schedule.Archives) LookAt(archive);
        var looks = Task.WhenAll(_looks.Values.Select(look => look.Last));
        await Task.WhenAny(looks, Task.Delay(FirstLook, clock, lifetime.ApplicationStopping)).ConfigureAwait(false);
        foreach (var look in _looks.Values) look.Expect();
    }

    /// <summary>Does not wait for the ledger: the disk of one archive keeps no other waiting.</summary>
    private void LookAt(ArchiveStatus archive)
    {
        if (_told.GetValueOrDefault(archive.Name) != archive)
        {
            _told[archive.Name] = archive;
            Tell(new ChangeEvent("archive", JsonSerializer.SerializeToUtf8Bytes(archive, ReplyJson.Contract.ArchiveStatus)));
        }

        var work = works.Find(archive.Name);
        if (_toldWork.GetValueOrDefault(archive.Name) != work)
        {
            _toldWork[archive.Name] = work;
            Tell(new ChangeEvent("work", JsonSerializer.SerializeToUtf8Bytes(work, ReplyJson.Contract.ArchiveWork)));
        }

        if (!_looks.TryGetValue(archive.Name, out var look)) _looks.Add(archive.Name, look = LookOf(archive.Name));
        look.Begin(Tell);
    }

    private LedgerLook LookOf(string name) => new(
        name,
        () => coverage.History.Version(name),
        version => ChangedBy(name, version),
        () => schedule.Find(name) is { Activity: ArchiveActivity.Running, Since: var since } ? since : null);

    /// <summary>Whoever looks at how time is covered asks at once how it is now: that is read before.</summary>
    private List<StreamId>? ChangedBy(string name, LedgerVersion version)
    {
        if (coverage.VersionKept(name) is not null) coverage.Prepare(name);
        var streams = coverage.History.StreamsOf(name, version.Run);
        var changed = streams.Where(stream => stream.Deltas != default).Select(stream => stream.Stream).Take(MostStreams + 1).ToList();
        return changed.Count > MostStreams ? null : changed;
    }

    private void Tell(ChangeEvent change)
    {
        lock (_lock)
        {
            foreach (var listener in _listeners)
            {
                if (!listener.Writer.TryWrite(change)) listener.Writer.TryComplete();
            }
        }
    }

    /// <summary>Whether nobody listens any more; then this look was the last.</summary>
    private bool IsAlone()
    {
        lock (_lock)
        {
            _isLooking = _listeners.Count > 0;
            return !_isLooking;
        }
    }

    private void LetGo()
    {
        lock (_lock)
        {
            foreach (var listener in _listeners) listener.Writer.TryComplete();
            _listeners.Clear();
        }
    }
}
