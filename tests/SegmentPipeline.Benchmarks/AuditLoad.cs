using SegmentPipeline.Hosting;

namespace SegmentPipeline.Benchmarks;

/// <summary>Audits an archive over and over, one audit after the other at the default parallelism, and tells the metrics of a host about
/// each.</summary>
internal sealed class AuditLoad : IDisposable
{
    /// <summary>What a page of metrics has once an audit has ended.</summary>
    internal const string Instrument = "segmentpipeline_coverage_missing_seconds";

    private readonly CancellationTokenSource _over = new();
    private readonly Task _loop;
    private long _audits;

    internal AuditLoad(string root, PipelineMetrics metrics) => _loop = Task.Run(() => LoopAsync(root, metrics));

    internal long Audits => Volatile.Read(ref _audits);

    /// <summary>Whether it has failed; disposing it tells why.</summary>
    internal bool HasEnded => _loop.IsCompleted;

    public void Dispose()
    {
        _over.Cancel();
        _loop.GetAwaiter().GetResult();
        _over.Dispose();
    }

    private async Task LoopAsync(string root, PipelineMetrics metrics)
    {
        while (!_over.IsCancellationRequested)
        {
            using var observation = metrics.Begin("main");
            var archive = SegmentArchive.Open(root);
            await using var _ = archive.ConfigureAwait(false);
            await foreach (
                var record in archive.AuditAsync(new AuditRequest(), new AuditContext { Progress = observation }).ConfigureAwait(false))
                observation.Add(record);
            observation.Complete(AuditOutcome.Success);
            Interlocked.Increment(ref _audits);
        }
    }
}
