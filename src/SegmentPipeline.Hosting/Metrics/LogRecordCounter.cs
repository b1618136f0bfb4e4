using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace SegmentPipeline.Hosting.Metrics;

/// <summary>A log provider that keeps nothing and formats nothing: it counts records by level and category. Filters can name it as
/// <c>SegmentPipelineMetrics</c>.</summary>
[ProviderAlias("SegmentPipelineMetrics")]
internal sealed class LogRecordCounter(IMeterFactory meters, PipelineMetricsOptions options) : ILoggerProvider
{
    private readonly int _maxCategories = options.Checked().MaxLogCategories;
    private readonly ConcurrentDictionary<string, ILogger> _categories = [];
    private readonly Counter<long> _records = meters.Create(PipelineMetrics.MeterName).CreateCounter<long>(
        "segmentpipeline.log.records", "{record}", "Log records, by level and category.");

    public ILogger CreateLogger(string categoryName)
    {
        if (_categories.TryGetValue(categoryName, out var known)) return known;
        // Two new categories at once may both pass; the bound is exceeded by at most the number of threads.
        return _categories.Count < _maxCategories
            ? _categories.GetOrAdd(categoryName, name => new CategoryCounter(_records, name))
            : _categories.GetOrAdd(PipelineMetricsOptions.Others, name => new CategoryCounter(_records, name));
    }

    public void Dispose()
    {
    }
}
