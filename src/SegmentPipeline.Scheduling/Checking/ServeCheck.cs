using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>Looks at all that a host needs, without being one: nothing is listened on, written, sent or audited.</summary>
/// <remarks>All is looked at at once, and within <see cref="Longest"/> altogether: what has not answered then is not as it should be. At most
/// 64 things are looked at at the same time.</remarks>
public static class ServeCheck
{
    private const int MostAtOnce = 64;

    /// <summary>How long a check may take.</summary>
    /// <value>20 seconds.</value>
    public static TimeSpan Longest { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Looks.</summary>
    /// <param name="options">What <see cref="ServeConfiguration.Read"/> found no fault with.</param>
    /// <param name="also">What else there is to look at.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Each thing, in the order of the configuration.</returns>
    public static async Task<IReadOnlyList<CheckedItem>> RunAsync(
        ServeOptions options,
        IEnumerable<HostCheck>? also = null,
        TimeProvider? clock = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        clock ??= TimeProvider.System;
        using var peers = new HttpClient(PeerClients.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        using var end = new CancellationTokenSource(Longest, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end.Token);
        using var places = new SemaphoreSlim(MostAtOnce);
        var checks = ChecksOf(options, new CheckSurroundings(peers, clock)).Concat(also ?? []);
        var looks = checks.Select(check => LookAsync(check, places, stop.Token)).ToList();
        var items = await Task.WhenAll(looks).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return items;
    }

    /// <summary>What the host will do by itself, and when.</summary>
    /// <param name="options">What <see cref="ServeConfiguration.Read"/> found no fault with.</param>
    /// <param name="now">The moment after which it is asked for.</param>
    public static IReadOnlyList<PlannedWork> WorkAfter(ServeOptions options, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [.. options.Archives.SelectMany(archive => new PlannedWorks(archive, now).All())];
    }

    private static IEnumerable<HostCheck> ChecksOf(ServeOptions options, CheckSurroundings surroundings)
    {
        foreach (var check in options.Archives.SelectMany(archive => ArchiveChecks.For(archive, surroundings))) yield return check;
        foreach (var check in options.Notify.SelectMany(HookChecks.For)) yield return check;
        if (new SiteToken(options.Site) is { IsNamed: true } token)
            yield return HostCheck.OfDisk(
                "site", options.Site.TokenFile is null ? "token of the environment" : "file of the token", token.FindFault);
        if (options.Otlp is { } otlp) yield return HostCheck.OfNetwork("host", "otlp", stop => HookChecks.FaultOfAddressAsync(otlp, stop));
    }

    /// <summary>Never fails: what goes wrong is the answer. A look that does not come back is left to itself.</summary>
    private static async Task<CheckedItem> LookAsync(HostCheck check, SemaphoreSlim places, CancellationToken stop)
    {
        string? fault;
        var hasPlace = false;
        try
        {
            await places.WaitAsync(stop).ConfigureAwait(false);
            hasPlace = true;
            fault = await check.FaultAsync(stop).WaitAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            fault = $"it has not answered for {Longest.TotalSeconds:0} s";
        }
        catch (Exception cause) when (cause is not OutOfMemoryException)
        {
            // Whatever the text says may name an address.
            fault = $"internal error, please report it: {cause.GetType().Name}";
        }

        if (hasPlace) places.Release();
        return new CheckedItem
        {
            Group = check.Group,
            Subject = VisibleText.MakeVisible(check.Subject),
            Fault = fault is null ? null : VisibleText.MakeVisible(fault),
        };
    }
}
