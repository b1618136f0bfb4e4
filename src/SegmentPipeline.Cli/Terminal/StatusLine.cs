namespace SegmentPipeline.Cli;

/// <summary>One line on a terminal that says how far something is. Rewritten ten times a second at most, and gone when disposed.
/// May be used from many threads.</summary>
internal sealed class StatusLine(TextWriter terminal, int width, TimeProvider timeProvider) : IDisposable
{
    private const string BackToStart = "\r\e[K";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly long _begun = timeProvider.GetTimestamp();
    private long _written;
    private bool _isVisible;
    private bool _isDone;

    /// <summary>The line of a terminal that standard error is; null if it is none.</summary>
    internal static StatusLine? On(Surroundings surroundings) => surroundings.ErrorScreen is { } screen
        ? new StatusLine(surroundings.Error, screen.Width, surroundings.TimeProvider)
        : null;

    /// <summary>Shows a line, unless the last one is too young.</summary>
    /// <param name="words">Makes the line from the time since the beginning.</param>
    internal void Show(Func<TimeSpan, string> words)
    {
        lock (_lock)
        {
            if (_isDone || (_isVisible && timeProvider.GetElapsedTime(_written) < Pause)) return;
            _written = timeProvider.GetTimestamp();
            _isVisible = true;
            var line = words(timeProvider.GetElapsedTime(_begun));
            terminal.Write(BackToStart + line[..Math.Min(line.Length, Math.Max(0, width - 1))]);
            terminal.Flush();
        }
    }

    /// <summary>Takes the line away until it is shown again, so that something else can be told.</summary>
    internal void Clear()
    {
        lock (_lock)
        {
            if (!_isVisible || _isDone) return;
            _isVisible = false;
            terminal.Write(BackToStart);
            terminal.Flush();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            Clear();
            _isDone = true;
        }
    }
}
