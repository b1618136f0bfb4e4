namespace SegmentPipeline.Profiling;

/// <summary>The limits of a profile. They are copied when sampling starts.</summary>
public sealed record StackSamplerOptions
{
    /// <summary>The longest that stacks are sampled; what comes later is not in the profile. One hour.</summary>
    public TimeSpan LongestDuration { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How much of the runtime's trace is kept while sampling, in bytes; at this much sampling ends. A sample takes about
    /// twelve. 32 MiB. The names of methods, which the runtime writes at the end, come on top, and reading the trace takes ten times its
    /// size beside it.</summary>
    public long LargestTraceBytes { get; init; } = 32L << 20;

    /// <summary>The runtime's buffer between the sampler and the reader, in units of 1,048,576 bytes. When it is full samples are lost;
    /// nothing waits. 64.</summary>
    public int BufferMegabytes { get; init; } = 64;

    /// <summary>An existing directory for the trace. It is put into a directory of its own there, which goes when the profile has been
    /// written or given up. The system's directory for temporary files.</summary>
    public string TemporaryDirectory { get; init; } = Path.GetTempPath();

    /// <summary>The clock of <see cref="LongestDuration"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Refuses limits that limit nothing.</summary>
    internal StackSamplerOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(LongestDuration, TimeSpan.Zero, nameof(LongestDuration));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LongestDuration, TimeSpan.FromDays(1), nameof(LongestDuration));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(LargestTraceBytes, 0, nameof(LargestTraceBytes));
        ArgumentOutOfRangeException.ThrowIfLessThan(BufferMegabytes, 1, nameof(BufferMegabytes));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(BufferMegabytes, 1024, nameof(BufferMegabytes));
        ArgumentException.ThrowIfNullOrEmpty(TemporaryDirectory, nameof(TemporaryDirectory));
        ArgumentNullException.ThrowIfNull(TimeProvider, nameof(TimeProvider));
        return this;
    }
}
