using SegmentPipeline.Verification;

namespace SegmentPipeline.Cli;

/// <summary>How far a verification is, with rate and estimate, on a line of the terminal.</summary>
internal sealed class VerifyProgressLine(StatusLine status) : IProgress<VerificationProgress>
{
    private TimeSpan? _readingSince;

    public void Report(VerificationProgress value) => status.Show(elapsed => TextAt(elapsed, value));

    private string TextAt(TimeSpan elapsed, VerificationProgress at)
    {
        if (at.Files == 0 && at.Bytes == 0) return $"counting: {at.HoursCounted:N0} of {Plural.TextOf(at.HoursTotal, "hour")}";
        var since = _readingSince ??= elapsed;
        var seconds = Math.Max(0.1, (elapsed - since).TotalSeconds);
        var of = at.BytesTotal is { } total ? $" of about {Gigabytes(total)}" : "";
        var corrupt = at.Corrupt > 0 ? $", {at.Corrupt:N0} corrupt" : "";
        return $"{Gigabytes(at.Bytes)}{of} GB, {Plural.TextOf(at.Files, "file")}, {at.Bytes / seconds / 1_000_000:N1} MB/s{corrupt}{Left(at, seconds)}";
    }

    private static string Left(VerificationProgress at, double seconds)
    {
        if (at.BytesTotal is not { } total || at.Bytes == 0) return "";
        var left = Math.Min(Math.Ceiling((total - at.Bytes) * seconds / at.Bytes), TimeSpan.MaxValue.TotalSeconds / 2);
        return $", about {DurationWords.TextOf(TimeSpan.FromSeconds(left))} left";
    }

    private static string Gigabytes(long bytes) => $"{bytes / 1_000_000_000.0:N2}";
}
