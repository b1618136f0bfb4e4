namespace SegmentPipeline;

/// <summary>How a <see cref="SegmentArchive"/> works. Copied when the archive is opened.</summary>
public sealed record SegmentArchiveOptions
{
    /// <summary>How much memory the hours kept for
    /// <see cref="SegmentArchive.SelectAsync(SelectionRequest, CancellationToken)"/> may take. An hour of two-second segments takes about 160 kB; segments that others supersede take as much again.</summary>
    /// <value>64 MiB. Zero keeps nothing.</value>
    public long HourCacheBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Gaps and overlaps up to this, inclusive, are contiguous in what
    /// <see cref="SegmentArchive.SelectAsync(SelectionRequest, CancellationToken)"/> gives. Whole microseconds, not negative.</summary>
    /// <value>10 ms.</value>
    public TimeSpan Tolerance { get; init; } = AuditDefaults.Tolerance;

    /// <summary>Whether directories are read by the platform's own calls alone, as on systems that no faster reader is made for. What is
    /// found is the same, and takes longer.</summary>
    /// <value>False.</value>
    public bool UsesPlatformReader { get; init; }

    /// <summary>Whether the directory may be absent when the archive is opened. If it is absent, the first reading fails instead.</summary>
    /// <value>False.</value>
    public bool MayBeAbsent { get; init; }

    /// <summary>The clock.</summary>
    /// <value><see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
