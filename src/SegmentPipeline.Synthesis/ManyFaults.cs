namespace SegmentPipeline.Synthesis;

/// <summary>A fault in every slot of every hour of every stream, and the same faults over hour borders each day.</summary>
internal sealed class ManyFaults : FaultSchedule
{
    private const int HoursPerDay = 24;

    private readonly FaultKind[] _kinds;
    private readonly int _firstHourOfDay;

    internal ManyFaults(SyntheticStream stream, SyntheticArchiveOptions options)
        : base(stream, options.Start, options.Hours)
    {
        _kinds = Shuffled(stream.Draw(-1), options);
        _firstHourOfDay = options.Start.SinceEpoch - (int)FloorDivision.Divide(options.Start.SinceEpoch, HoursPerDay) * HoursPerDay;
    }

    protected override FaultKind? HourFaultAt(int index) => ((_firstHourOfDay + index) % HoursPerDay) switch
    {
        3 or 18 when HasBothNeighbours(index, 1) => FaultKind.EmptyHour,
        6 or 15 when index + 1 < Hours => FaultKind.HoleOverHourBorder,
        10 when HasBothNeighbours(index, 3) => FaultKind.MissingHours(3),
        23 when HasBothNeighbours(index, 2) => FaultKind.MissingHours(2),
        _ => null,
    };

    protected override bool HasSlots(int index) => ((_firstHourOfDay + index) % HoursPerDay) switch
    {
        3 or 18 => !HasBothNeighbours(index, 1),
        int hour and (10 or 11 or 12) => !HasBothNeighbours(index - (hour - 10), 3),
        23 => !HasBothNeighbours(index, 2),
        0 => !HasBothNeighbours(index - 1, 2),
        _ => true,
    };

    protected override IEnumerable<(int Slot, FaultKind Kind)> SlotFaultsAt(int index)
    {
        for (var slot = 0; slot < SlotsPerHour; slot++)
            yield return (slot, _kinds[(index * SlotsPerHour + slot) % _kinds.Length]);
    }

    /// <summary>Whether the archive has the hours from that index, the one before them and the one after them. Holes at the ends of
    /// an archive would not be holes.</summary>
    private bool HasBothNeighbours(int index, int count) => index >= 1 && index + count < Hours;
}
