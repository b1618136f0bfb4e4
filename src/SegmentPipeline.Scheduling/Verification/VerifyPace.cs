using System.Globalization;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Scheduling;

/// <summary>When passes of verifying an archive begin, how long they may last, and how long it takes until every file has had its
/// turn.</summary>
internal sealed class VerifyPace
{
    /// <summary>How long it rests after a pass where no schedule says when the next begins.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>So long a pass lasts at most where no schedule says when the next begins: what is recorded meanwhile is to have its turn,
    /// which only the next pass gives it.</summary>
    internal static readonly TimeSpan LongestPass = TimeSpan.FromDays(1);

    private const int OccurrencesForAverage = 50;

    private readonly ScheduledVerify _verify;
    private readonly CronSchedule? _schedule;

    internal VerifyPace(ScheduledArchive archive)
    {
        _verify = archive.Verify!;
        if (_verify.Schedule is { } cron) _ = CronSchedule.TryParse(cron, archive.TimeZone, out _schedule, out _);
    }

    /// <summary>Whether passes begin by a schedule.</summary>
    internal bool IsScheduled => _schedule is not null;

    /// <summary>When the next pass begins.</summary>
    /// <param name="basis">From when on occurrences count: when the last pass began; without a schedule, when it ended.</param>
    internal DateTimeOffset? NextAfter(DateTimeOffset basis) => _schedule is null ? basis + Pause : _schedule.NextAfter(basis);

    /// <summary>The budget of a pass that begins now. One that goes on when the next is due gives way to that.</summary>
    internal VerificationBudget BudgetAt(DateTimeOffset now)
    {
        var longest = _schedule is null ? LongestPass : (_schedule.NextAfter(now) - now) ?? LongestPass;
        return _verify.Budget with { Time = _verify.Budget.Time < longest ? _verify.Budget.Time : longest };
    }

    /// <summary>Says why not every file can be verified once in time; null if it can, or nobody asked for that.</summary>
    /// <param name="files">Files of the archive.</param>
    /// <param name="bytes">How much is to be read of them.</param>
    /// <param name="now">From when on passes are counted.</param>
    internal string? FaultOf(long files, long bytes, DateTimeOffset now)
    {
        if (_verify.Within is not { } within) return null;
        if (TimeFor(files, bytes, now) is not { } time || time <= (decimal)within.TotalSeconds) return null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"verifying {files:N0} files once, {bytes:N0} bytes, takes {DaysOf(time)}, longer than {DaysOf((decimal)within.TotalSeconds)}; raise the rate, the budget or the window, give it more time, or ask for less");
    }

    /// <summary>How many seconds it takes until every file has had its turn; null if there is no telling.</summary>
    private decimal? TimeFor(long files, long bytes, DateTimeOffset now)
    {
        var atRate = _verify.BytesPerSecond is { } rate ? Stretch((decimal)bytes / rate) : (decimal?)null;
        decimal? runs = null;
        if (_verify.Budget.Files is { } mostFiles) runs = decimal.Ceiling((decimal)files / mostFiles);
        if (_verify.Budget.Bytes is { } mostBytes) runs = decimal.Ceiling((decimal)bytes / mostBytes);
        if (_verify.Budget.Time is { } time && _verify.BytesPerSecond is { } speed)
            runs = decimal.Ceiling(bytes / (speed * (decimal)time.TotalSeconds));
        var inRuns = runs * SecondsBetweenRuns(now);
        return atRate > inRuns || inRuns is null ? atRate : inRuns;
    }

    /// <summary>Reading is done in a part of each day only.</summary>
    private decimal Stretch(decimal seconds) =>
        _verify.Window is { } window ? seconds * TimeSpan.TicksPerDay / window.Length.Ticks : seconds;

    private decimal SecondsBetweenRuns(DateTimeOffset now)
    {
        if (_schedule is null)
        {
            var reading = _verify is { Budget.Bytes: { } most, BytesPerSecond: { } rate } ? Stretch((decimal)most / rate) : 0;
            return (decimal)Pause.TotalSeconds + Math.Max(reading, (decimal)(_verify.Budget.Time ?? TimeSpan.Zero).TotalSeconds);
        }

        var (last, count) = (now, 0);
        while (count < OccurrencesForAverage && _schedule.NextAfter(last) is { } next) (last, count) = (next, count + 1);
        return count == 0 ? (decimal)TimeSpan.MaxValue.TotalSeconds : (decimal)(last - now).TotalSeconds / count;
    }

    private static string DaysOf(decimal seconds) => seconds >= 2 * 86_400
        ? string.Create(CultureInfo.InvariantCulture, $"{decimal.Ceiling(seconds / 8_640) / 10:0.#} days")
        : string.Create(CultureInfo.InvariantCulture, $"{decimal.Ceiling(seconds / 360) / 10:0.#} hours");
}
