using System.Runtime.InteropServices;

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
internal static partial class LinuxThreadTimes
{
    private const int OfThisThread = 1;

    internal static CpuTimes Read() =>
        GetResourceUsage(OfThisThread, out var usage) == 0 ? new CpuTimes(usage.User.AsSpan(), usage.System.AsSpan()) : default;

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetResourceUsage(int who, out ResourceUsage usage);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeValue
    {
        private readonly long _seconds;
        private readonly long _microseconds;

        internal TimeSpan AsSpan() => new((_seconds * TimeSpan.TicksPerSecond) + (_microseconds * TimeSpan.TicksPerMicrosecond));
    }

    /// <summary><c>struct rusage</c>: two times and fourteen counts of which nothing is read.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private readonly struct ResourceUsage
    {
        internal readonly TimeValue User;
        internal readonly TimeValue System;
    }
}
