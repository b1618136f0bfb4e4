namespace SegmentPipeline;

/// <summary>What tests see of a running audit.</summary>
internal sealed class AuditHooks
{
    private int _hoursInFlight;
    private int _mostHoursInFlight;

    /// <summary>Called before each stage works on an hour: the stage's name and the hour, null for work that is no hour.</summary>
    internal Action<string, Hour?>? Before { get; init; }

    /// <summary>How many hours a message holds; null leaves it to the audit.</summary>
    internal int? HoursOfMessage { get; init; }

    /// <summary>The most hours that were between listing and stitching at any moment.</summary>
    internal int HoursInFlight => _mostHoursInFlight;

    internal void Enter()
    {
        var now = Interlocked.Increment(ref _hoursInFlight);
        int most;
        do most = _mostHoursInFlight;
        while (now > most && Interlocked.CompareExchange(ref _mostHoursInFlight, now, most) != most);
    }

    internal void Leave() => Interlocked.Decrement(ref _hoursInFlight);
}
