using System.Globalization;

namespace SegmentPipeline.Cli;

/// <summary>Percent, hours, rate and what remains at that rate.</summary>
internal sealed class AuditProgressLine(StatusLine line) : IProgress<AuditProgress>
{
    public void Report(AuditProgress value) => line.Show(elapsed => Words(value, elapsed));

    internal static string Words(AuditProgress progress, TimeSpan elapsed)
    {
        var percent = progress.HoursTotal == 0 ? 100 : progress.HoursDone * 100 / progress.HoursTotal;
        var words = Text($"{percent,3} %  {progress.HoursDone:N0} of {progress.HoursTotal:N0} hours  {progress.Entries:N0} entries");
        if (progress.HoursDone == 0 || elapsed < TimeSpan.FromSeconds(1)) return words;
        var remaining = (Int128)(progress.HoursTotal - progress.HoursDone) * elapsed.Ticks / progress.HoursDone / TimeSpan.TicksPerSecond;
        return words + Text($"  {progress.HoursDone / elapsed.TotalSeconds:N0} hours/s  {Remaining((long)remaining)} left");
    }

    private static string Remaining(long seconds) => seconds switch
    {
        < 60 => Text($"{seconds} s"),
        < 3600 => Text($"{seconds / 60} min {seconds % 60:D2} s"),
        _ => Text($"{seconds / 3600:N0} h {seconds / 60 % 60:D2} min"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
