using System.Globalization;

namespace SegmentPipeline.Verification;

/// <summary>What a rate and a budget come to.</summary>
/// <remarks>Source: docs/verification.md §5.</remarks>
internal static class ScheduleCheck
{
    /// <summary>The schedule.</summary>
    internal static ScheduleRecord Make(VerificationRequest request, long files, long bytes)
    {
        var atRate = request.BytesPerSecond is { } rate ? FromSeconds(CeilingOf(bytes, rate)) : (TimeSpan?)null;
        var runs = CountRuns(request, files, bytes);

        // The last run may begin when all but one pauses have passed.
        var inRuns = runs is { } count ? FromTicks((Int128)count * request.RunsEvery.Ticks) : (TimeSpan?)null;
        return new ScheduleRecord
        {
            Files = files,
            Bytes = bytes,
            Runs = runs,
            FullPass = inRuns is null || atRate > inRuns ? atRate : inRuns,
        };
    }

    /// <summary>Refuses a schedule that does not reach what is asked of it.</summary>
    /// <exception cref="VerificationScheduleException">It does not.</exception>
    internal static void ThrowIfTooSlow(VerificationRequest request, ScheduleRecord schedule)
    {
        if (request.Within is not { } within || schedule.FullPass is not { } pass || pass <= within) return;
        throw new VerificationScheduleException(schedule, within);
    }

    private static long? CountRuns(VerificationRequest request, long files, long bytes)
    {
        if (!request.Budget.IsLimited) return null;
        long? runs = null;
        if (request.Budget.Files is { } mostFiles) runs = CeilingOf(files, mostFiles);
        if (request.Budget.Bytes is { } mostBytes) runs = Math.Max(runs ?? 0, CeilingOf(bytes, mostBytes));
        if (request.Budget.Time is { } time && request.BytesPerSecond is { } rate)
        {
            var bytesOfRun = (long)Int128.Clamp((Int128)rate * time.Ticks / TimeSpan.TicksPerSecond, 1, long.MaxValue);
            runs = Math.Max(runs ?? 0, CeilingOf(bytes, bytesOfRun));
        }

        return runs;
    }

    private static long CeilingOf(long of, long by) => of / by + (of % by > 0 ? 1 : 0);

    private static TimeSpan FromSeconds(long seconds) => FromTicks((Int128)seconds * TimeSpan.TicksPerSecond);

    private static TimeSpan FromTicks(Int128 ticks) => TimeSpan.FromTicks((long)Int128.Min(ticks, long.MaxValue));
}

/// <summary>A verification was refused: at its rate, and within its budget, it would not verify everything in time.</summary>
public sealed class VerificationScheduleException : Exception
{
    internal VerificationScheduleException(ScheduleRecord schedule, TimeSpan within)
        : base(Describe(schedule, within)) => (Schedule, Within) = (schedule, within);

    /// <summary>What the rate and the budget come to.</summary>
    public ScheduleRecord Schedule { get; }

    /// <summary>In what time everything was to be verified.</summary>
    public TimeSpan Within { get; }

    private static string Describe(ScheduleRecord schedule, TimeSpan within)
    {
        var runs = schedule.Runs is { } count ? string.Create(CultureInfo.InvariantCulture, $" in {count:N0} runs") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"a full pass over {schedule.Files:N0} files, about {schedule.Bytes:N0} bytes, takes {Days(schedule.FullPass!.Value)}{runs}, longer than {Days(within)}; raise the rate or the budget, give it more time, or ask for less");
    }

    private static string Days(TimeSpan time) => time.TotalDays >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalDays * 10) / 10:0.#} days")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalHours * 10) / 10:0.#} hours");
}
