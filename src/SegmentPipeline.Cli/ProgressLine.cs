using System.Globalization;

namespace SegmentPipeline.Cli;

/// <summary>One line on a terminal that says how far the audit is. Rewritten ten times a second at most, and gone when disposed.</summary>
internal sealed class ProgressLine(TextWriter terminal, int width, TimeProvider timeProvider) : IProgress<AuditProgress>, IDisposable
{
    private const string BackToStart = "\r\e[K";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly long _begun = timeProvider.GetTimestamp();
    private long _written;
    private bool _isVisible;
    private bool _isDone;

    public void Report(AuditProgress value)
    {
        lock (_lock)
        {
            if (_isDone || (_isVisible && timeProvider.GetElapsedTime(_written) < Pause)) return;
            _written = timeProvider.GetTimestamp();
            _isVisible = true;
            var line = Words(value, timeProvider.GetElapsedTime(_begun));
            terminal.Write(BackToStart + line[..Math.Min(line.Length, Math.Max(0, width - 1))]);
            terminal.Flush();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDone = true;
            if (!_isVisible) return;
            terminal.Write(BackToStart);
            terminal.Flush();
        }
    }

    /// <summary>Percent, hours, rate and what remains at that rate.</summary>
    internal static string Words(AuditProgress progress, TimeSpan elapsed)
    {
        var percent = progress.HoursTotal == 0 ? 100 : progress.HoursDone * 100 / progress.HoursTotal;
        var line = Text($"{percent,3} %  {progress.HoursDone:N0} of {progress.HoursTotal:N0} hours  {progress.Entries:N0} entries");
        if (progress.HoursDone == 0 || elapsed < TimeSpan.FromSeconds(1)) return line;
        var remaining = (Int128)(progress.HoursTotal - progress.HoursDone) * elapsed.Ticks / progress.HoursDone / TimeSpan.TicksPerSecond;
        return line + Text($"  {progress.HoursDone / elapsed.TotalSeconds:N0} hours/s  {Remaining((long)remaining)} left");
    }

    private static string Remaining(long seconds) => seconds switch
    {
        < 60 => Text($"{seconds} s"),
        < 3600 => Text($"{seconds / 60} min {seconds % 60:D2} s"),
        _ => Text($"{seconds / 3600:N0} h {seconds / 60 % 60:D2} min"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
