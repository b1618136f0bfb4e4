namespace SegmentPipeline.Synthesis;

/// <summary>Where which faults are planted in one stream. Any hour can be asked for without asking for the hours before it.</summary>
/// <param name="stream">The stream.</param>
/// <param name="first">The first hour of the archive.</param>
/// <param name="hours">How many hours it has.</param>
internal abstract class FaultSchedule(SyntheticStream stream, Hour first, int hours)
{
    /// <summary>The most hours that one fault changes.</summary>
    internal const int MostHoursOfAFault = 3;

    /// <summary>An hour has six slots of eight minutes; they keep clear of where sessions end and of the segments at its borders.</summary>
    protected const int SlotsPerHour = 6;

    private const int FirstMinuteOfSlots = 3;
    private const int MinutesPerSlot = 8;

    /// <summary>The stream.</summary>
    protected SyntheticStream Stream => stream;

    /// <summary>How many hours the archive has.</summary>
    protected int Hours => hours;

    internal static FaultSchedule? ForStream(SyntheticArchiveOptions options, SyntheticStream stream) => options.Faults switch
    {
        FaultLevel.Few => new FewFaults(stream, options),
        FaultLevel.Many => new ManyFaults(stream, options),
        _ => null,
    };

    /// <summary>The faults that begin in an hour, by time, each planted at a fresh site.</summary>
    internal IEnumerable<(FaultKind Kind, FaultSite Site)> BeginningIn(Hour hour)
    {
        var index = hour.SinceEpoch - first.SinceEpoch;
        if (index < 0 || index >= hours) yield break;
        foreach (var (slot, kind) in HasSlots(index) ? SlotFaultsAt(index) : [])
        {
            var second = 60 * (FirstMinuteOfSlots + MinutesPerSlot * slot) + stream.Draw(index * SlotsPerHour + slot).Below(60);
            yield return Planted(kind, hour.Start.AddMicroseconds(second * Timestamp.MicrosecondsPerSecond));
        }

        // Last: what it changes in an hour with slots lies at its end.
        if (HourFaultAt(index) is { } hourFault) yield return Planted(hourFault, hour.Start);
    }

    /// <summary>The fault over hour borders that begins in the hour of that index.</summary>
    protected abstract FaultKind? HourFaultAt(int index);

    /// <summary>Whether the hour of that index has files, so that faults fit in.</summary>
    protected abstract bool HasSlots(int index);

    /// <summary>The faults within the hour of that index, each with its slot.</summary>
    protected abstract IEnumerable<(int Slot, FaultKind Kind)> SlotFaultsAt(int index);

    /// <summary>The kinds that fit in a slot, shuffled.</summary>
    protected static FaultKind[] Shuffled(SplitMix64 random, SyntheticArchiveOptions options)
    {
        FaultKind[] kinds = [.. FaultKind.WithinAnHour, .. options.Media ? FaultKind.OfMedia : []];
        for (var i = kinds.Length - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (kinds[i], kinds[j]) = (kinds[j], kinds[i]);
        }

        return kinds;
    }

    private (FaultKind Kind, FaultSite Site) Planted(FaultKind kind, Timestamp at)
    {
        var site = new FaultSite(stream, at);
        kind.Plant(site);
        return (kind, site);
    }
}
