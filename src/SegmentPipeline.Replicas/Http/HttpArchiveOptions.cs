namespace SegmentPipeline.Replicas;

/// <summary>How an archive over HTTP is asked. Every bound holds against peers that are broken or hostile.</summary>
public sealed record HttpArchiveOptions
{
    /// <summary>The largest listing, unpacked.</summary>
    /// <value>32 MiB.</value>
    public int MostListingBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>The largest file.</summary>
    /// <value>64 MiB.</value>
    public long MostFileBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How long the first byte of an answer may take.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan FirstByte { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a body may bring nothing.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The smallest rate of a body in bytes a second, once it has gone on for <see cref="RateGrace"/>.</summary>
    /// <value>4 KiB a second.</value>
    public long LeastBytesPerSecond { get; init; } = 4 * 1024;

    /// <summary>How long a body may be slower than <see cref="LeastBytesPerSecond"/>.</summary>
    /// <value>10 seconds.</value>
    public TimeSpan RateGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a whole body may take.</summary>
    /// <value>10 minutes.</value>
    public TimeSpan WholeBody { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often a question is asked again after a failure that may pass.</summary>
    /// <value>2.</value>
    public int Retries { get; init; } = 2;

    /// <summary>How much memory the listings of hours that were fetched may take, so that a run that looks at an hour twice fetches it
    /// once. What is older than a minute is asked for again.</summary>
    /// <value>Zero: nothing is kept.</value>
    public long KeptListingBytes { get; init; }

    /// <summary>The clock.</summary>
    /// <value><see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
