using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace SegmentPipeline.Hosting;

/// <summary>A log provider that keeps nothing and formats nothing: it counts records by level and category, from the first on,
/// whether or not anybody listens yet. Filters can name it as <c>SegmentPipelineMetrics</c>.</summary>
[ProviderAlias("SegmentPipelineMetrics")]
internal sealed class LogRecordCounter : ILoggerProvider
{
    private readonly int _maxCategories;
    private readonly ConcurrentDictionary<string, CategoryCounter> _categories = [];

    public LogRecordCounter(IMeterFactory meters, PipelineMetricsOptions options)
    {
        _maxCategories = options.Checked().MaxLogCategories;
        meters.Create(PipelineMetrics.MeterName).CreateObservableCounter(
            "segmentpipeline.log.records", Observe, "{record}", "Log records, by level and category.");
    }

    public ILogger CreateLogger(string categoryName)
    {
        if (_categories.TryGetValue(categoryName, out var known)) return known;
        // Categories that are new at the same moment may all pass: the bound is exceeded by at most the number of threads.
        var name = _categories.Count < _maxCategories ? categoryName : PipelineMetricsOptions.Others;
        return _categories.GetOrAdd(name, static name => new CategoryCounter(name));
    }

    public void Dispose()
    {
    }

    private IEnumerable<Measurement<long>> Observe() => _categories.SelectMany(category => category.Value.Observe());
}
