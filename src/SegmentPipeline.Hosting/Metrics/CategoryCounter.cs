using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace SegmentPipeline.Hosting;

/// <summary>Counts the log records of one category. Those that an operator may wait for are told from zero on, so that the first
/// is seen.</summary>
internal sealed class CategoryCounter(string category) : ILogger
{
    private static readonly string[] Words = ["trace", "debug", "information", "warning", "error", "critical"];

    private readonly long[] _counts = new long[Words.Length];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Trace and <= LogLevel.Critical;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) Interlocked.Increment(ref _counts[(int)logLevel]);
    }

    internal IEnumerable<Measurement<long>> Observe()
    {
        for (var level = LogLevel.Trace; level <= LogLevel.Critical; level++)
        {
            var count = Interlocked.Read(ref _counts[(int)level]);
            if (count == 0 && level < LogLevel.Warning) continue;
            yield return new Measurement<long>(count, Label.Create(Label.Level, Words[(int)level]), Label.Create(Label.Category, category));
        }
    }
}
