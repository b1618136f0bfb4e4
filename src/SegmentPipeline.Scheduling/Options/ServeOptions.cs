namespace SegmentPipeline.Scheduling;

/// <summary>What a host of scheduled audits is configured to do: the section <c>serve</c> of <c>pipeline.json</c>, read.</summary>
public sealed class ServeOptions
{
    /// <summary>Where it listens, as <c>http://HOST:PORT</c>. Port 0 takes any that is free.</summary>
    /// <value>Port 8080 of the loopback address.</value>
    public IReadOnlyList<string> Urls { get; set; } = ["http://127.0.0.1:8080"];

    /// <summary>Names by which requests may call a host that listens on loopback only, beside <c>localhost</c> and the loopback
    /// addresses: that of a proxy before it.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> Hosts { get; set; } = [];

    /// <summary>Where metrics and traces are sent by OTLP, as <c>http://HOST:PORT</c>.</summary>
    /// <value>None: nowhere.</value>
    public string? Otlp { get; set; }

    /// <summary>How many archives are audited at the same time, 1 to 256.</summary>
    /// <value>1: they share their disks and this machine's cores.</value>
    public int MaxConcurrentRuns { get; set; } = 1;

    /// <summary>The archives.</summary>
    /// <value>None; a host must have one.</value>
    public IReadOnlyList<ScheduledArchive> Archives { get; set; } = [];

    /// <summary>Who is told what changes about the archives.</summary>
    /// <value>Nobody.</value>
    public IReadOnlyList<NotifyHook> Notify { get; set; } = [];

    /// <summary>The site that it shows to people.</summary>
    /// <value>One without a name of its own, on which nothing can be done.</value>
    public SiteOptions Site { get; set; } = new();

    /// <summary>The fleet that the host belongs to: what the section <c>fleet</c> says.</summary>
    /// <value>None.</value>
    public FleetOptions? Fleet { get; set; }

    /// <summary>Whether nobody but this machine can reach it.</summary>
    public bool IsLoopbackOnly => Urls.All(url => ListenAddress.TryParse(url, out var address) && address.IsLoopback);
}
