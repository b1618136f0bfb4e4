using System.Threading.Channels;
using Microsoft.Extensions.Logging.Testing;
using SegmentPipeline.Hosting;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>A loop of one archive with a clock that the test moves and audits that end when the test says so.</summary>
internal sealed class LoopBench : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<string> _starts = Channel.CreateUnbounded<string>();
    private readonly Channel<Func<Task<AuditOutcome>>> _ends = Channel.CreateUnbounded<Func<Task<AuditOutcome>>>();
    private readonly SemaphoreSlim _places;
    private readonly bool _ownsPlaces;
    private Task? _running;

    internal LoopBench(
        string? cron,
        string zone = "UTC",
        string start = "2026-03-28T12:00:00Z",
        PastRun? last = null,
        SteppedClock? clock = null,
        string? obstacle = null,
        SemaphoreSlim? places = null)
    {
        Clock = clock ?? new SteppedClock(start);
        _ownsPlaces = places is null;
        _places = places ?? new SemaphoreSlim(1);
        var archive = new ScheduledArchive
        {
            Name = "a",
            Cron = cron,
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone),
            Audit = new PipelineOptions { Root = "/srv/archive" },
        };
        Loop = new ArchiveLoop(archive, _places, new ScheduleSeams((_, _) => Task.FromResult(obstacle), _ => last, RunAsync, Clock, Log));
    }

    internal SteppedClock Clock { get; }

    internal FakeLogger Log { get; } = new();

    internal ArchiveLoop Loop { get; }

    internal IEnumerable<int> Events => Log.Collector.GetSnapshot().Select(record => record.Id.Id).Where(id => id != 200);

    internal LoopBench Start()
    {
        _running = Loop.RunAsync(_stop.Token);
        return this;
    }

    /// <summary>When the next audit begins, by the clock.</summary>
    internal async Task<string> NextStartAsync() => await _starts.Reader.ReadAsync().AsTask().Soon();

    internal bool HasStarted => _starts.Reader.TryPeek(out _);

    /// <summary>Ends the audit under way.</summary>
    internal void End(AuditOutcome outcome = AuditOutcome.Success) => _ends.Writer.TryWrite(() => Task.FromResult(outcome));

    internal void Fail(Exception fault) => _ends.Writer.TryWrite(() => Task.FromException<AuditOutcome>(fault));

    /// <summary>Stops the loop as a host does, and waits for it.</summary>
    internal async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThatAsync(() => _running!.Soon(), Throws.InstanceOf<OperationCanceledException>());
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        if (_ownsPlaces) _places.Dispose();
    }

    private async Task<AuditOutcome> RunAsync(
        ScheduledArchive archive,
        IProgress<AuditProgress> progress,
        CancellationToken cancellationToken)
    {
        progress.Report(new AuditProgress { HoursDone = 1, HoursTotal = 2, Entries = 3 });
        await _starts.Writer.WriteAsync(Clock.Text, CancellationToken.None);
        return await (await _ends.Reader.ReadAsync(cancellationToken))();
    }
}
