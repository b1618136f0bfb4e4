using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace SegmentPipeline.Hosting.Metrics;

/// <summary>Counts the log records of one category.</summary>
internal sealed class CategoryCounter(Counter<long> records, string category) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <summary>Nobody need make a record only so that nobody counts it.</summary>
    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && records.Enabled;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) records.Add(1, Label.Of(Label.Level, Word(logLevel)), Label.Of(Label.Category, category));
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "information",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };
}
