using System.Diagnostics.Metrics;

namespace SegmentPipeline.Benchmarks;

/// <summary>Audits an archive over and over, as many at once as there are cores, and counts in instruments what it does.</summary>
internal sealed class AuditLoad : IDisposable
{
    internal const string Instrument = "pipeline_entries";

    private readonly CancellationTokenSource _over = new();
    private readonly Meter _meter = new("SegmentPipeline.Benchmarks");
    private readonly Counter<long> _entries;
    private readonly Histogram<double> _durations;
    private readonly Task[] _loops;
    private long _audits;

    internal AuditLoad(string root)
    {
        _entries = _meter.CreateCounter<long>(Instrument);
        _durations = _meter.CreateHistogram<double>("pipeline_audit_duration");
        _loops = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(() => LoopAsync(root)))];
    }

    internal string MeterName => _meter.Name;

    internal long Audits => Volatile.Read(ref _audits);

    public void Dispose()
    {
        _over.Cancel();
        Task.WhenAll(_loops).GetAwaiter().GetResult();
        _meter.Dispose();
        _over.Dispose();
    }

    private async Task LoopAsync(string root)
    {
        while (!_over.IsCancellationRequested)
        {
            var start = TimeProvider.System.GetTimestamp();
            var archive = SegmentArchive.Open(root);
            await using var _ = archive.ConfigureAwait(false);
            await foreach (var record in archive.AuditAsync(new AuditRequest { IncludeHours = true }).ConfigureAwait(false)) _entries.Add(1, new KeyValuePair<string, object?>("record", record.GetType().Name));
            _durations.Record(TimeProvider.System.GetElapsedTime(start).TotalSeconds);
            Interlocked.Increment(ref _audits);
        }
    }
}
