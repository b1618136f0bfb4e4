using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace SegmentPipeline.Hosting.Tests.Metrics;

/// <summary>The metrics of a host with a clock of its own, and somebody who listens to them and to nothing else.</summary>
internal sealed class MetricsWatch : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<Recorded> _counted = new();
    private readonly ConcurrentQueue<Recorded> _observed = new();
    private readonly List<Instrument> _instruments = [];

    internal MetricsWatch(PipelineMetricsOptions? options = null, bool isListening = true)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock).AddSegmentPipelineMetrics(options);
        _services = services.BuildServiceProvider();
        var meters = Get<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope != meters) return;
            _instruments.Add(instrument);
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        if (isListening) _listener.Start();
    }

    internal FakeTimeProvider Clock { get; } = new(DateTimeOffset.Parse("2026-04-01T00:00:00Z", null));

    internal PipelineMetrics Metrics => Get<PipelineMetrics>();

    internal OperationTimers Timers => Get<OperationTimers>();

    internal IReadOnlyList<Instrument> Instruments => _instruments;

    /// <summary>All tags that any measurement of an instrument had.</summary>
    internal IEnumerable<string> LabelsOf(string name) =>
        _counted.Concat(_observed).Where(item => item.Name == name).SelectMany(item => item.Tags.Keys).Distinct();

    internal T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>What a scrape sees of a gauge: its series, each as its label values joined by commas.</summary>
    internal Dictionary<string, double> Gauge(string name)
    {
        _observed.Clear();
        _listener.RecordObservableInstruments();
        return _observed.Where(item => item.Name == name).ToDictionary(item => item.Series, item => item.Value);
    }

    /// <summary>What counters have come to.</summary>
    internal Dictionary<string, double> Counter(string name) =>
        _counted
            .Where(item => item.Name == name)
            .GroupBy(item => item.Series)
            .ToDictionary(group => group.Key, group => group.Sum(item => item.Value));

    /// <summary>Every measurement of a histogram.</summary>
    internal Recorded[] Histogram(string name) => [.. _counted.Where(item => item.Name == name)];

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var recorded = new Recorded(instrument.Name, value, tags.ToArray().ToDictionary(tag => tag.Key, tag => (string)tag.Value!));
        (instrument.IsObservable ? _observed : _counted).Enqueue(recorded);
    }

    internal sealed record Recorded(string Name, double Value, Dictionary<string, string> Tags)
    {
        internal string Series => string.Join(',', Tags.Values);
    }
}
