namespace SegmentPipeline.Hosting;

/// <summary>Time that processors spent, in the program itself and in the system for it.</summary>
internal readonly record struct CpuTimes(TimeSpan User, TimeSpan System)
{
    public static CpuTimes operator -(CpuTimes left, CpuTimes right) => new(left.User - right.User, left.System - right.System);
}

/// <summary>Where the times come from: of the current thread, and of the whole process.</summary>
internal sealed record CpuClock(Func<CpuTimes> Thread, Func<CpuTimes> Process)
{
    /// <summary>The system's. Only 64-bit Linux can tell the times of a thread; elsewhere the process stands for it.</summary>
    internal static CpuClock Best { get; } =
        new(OperatingSystem.IsLinux() && Environment.Is64BitProcess ? LinuxThreadTimes.Read : ReadProcess, ReadProcess);

    private static CpuTimes ReadProcess()
    {
        if (OperatingSystem.IsIOS() || OperatingSystem.IsTvOS()) return default;
        var usage = Environment.CpuUsage;
        return new CpuTimes(usage.UserTime, usage.PrivilegedTime);
    }
}

/// <summary>Asks Linux for the processor times of the current thread.</summary>
internal static unsafe class LinuxThreadTimes
{
    internal static CpuTimes Read()
    {
        LibC.ThreadUsage usage;
        return LibC.GetUsage(LibC.UsageOfThread, &usage) == 0
            ? new CpuTimes(Span(usage.UserSeconds, usage.UserMicroseconds), Span(usage.SystemSeconds, usage.SystemMicroseconds))
            : default;
    }

    private static TimeSpan Span(long seconds, long microseconds) =>
        new((seconds * TimeSpan.TicksPerSecond) + (microseconds * TimeSpan.TicksPerMicrosecond));
}
