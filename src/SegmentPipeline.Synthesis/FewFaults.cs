namespace SegmentPipeline.Synthesis;

/// <summary>One fault of each kind in the whole archive. The kinds within an hour take turns over the streams and are spread over
/// their hours; those over hour borders lie in the first stream.</summary>
internal sealed class FewFaults : FaultSchedule
{
    private const int MissingHours = 2;

    private readonly FaultKind[] _kinds;
    private readonly int _border;
    private readonly int _empty;
    private readonly int _missing;

    internal FewFaults(SyntheticStream stream, SyntheticArchiveOptions options)
        : base(stream, options.Start, options.Hours)
    {
        var streams = options.Channels * options.Qualities;
        var shuffled = Shuffled(new SplitMix64(unchecked((ulong)options.Seed)), options);
        _kinds = [.. shuffled.Where((_, index) => index % streams == stream.Index)];
        var none = Hours;
        var isFirst = stream.Index == 0;
        _border = isFirst ? Hours / 8 : none;
        _empty = isFirst ? Math.Max(_border + 2, Hours * 3 / 8) : none;
        _missing = isFirst ? Math.Max(_empty + 2, Hours * 5 / 8) : none;
    }

    private bool HasBorder => _border + 1 < Hours;

    private bool HasEmpty => _empty + 1 < Hours;

    private bool HasMissing => _missing + MissingHours < Hours;

    protected override FaultKind? HourFaultAt(int index)
    {
        if (index == _border && HasBorder) return FaultKind.HoleOverHourBorder;
        if (index == _empty && HasEmpty) return FaultKind.EmptyHour;
        return index == _missing && HasMissing ? FaultKind.MissingHours(MissingHours) : null;
    }

    protected override bool HasSlots(int index) =>
        !(HasEmpty && index == _empty) && !(HasMissing && index >= _missing && index < _missing + MissingHours);

    protected override IEnumerable<(int Slot, FaultKind Kind)> SlotFaultsAt(int index)
    {
        var taken = (HasEmpty ? 1 : 0) + (HasMissing ? MissingHours : 0);
        var takenBefore = (HasEmpty && index > _empty ? 1 : 0) + (HasMissing && index > _missing ? MissingHours : 0);
        var firstSlot = (index - takenBefore) * (long)SlotsPerHour;
        var slots = (Hours - taken) * (long)SlotsPerHour;
        for (var i = 0; i < _kinds.Length; i++)
        {
            var slot = slots >= _kinds.Length ? i * slots / _kinds.Length : i;
            if (slot >= firstSlot && slot < firstSlot + SlotsPerHour) yield return ((int)(slot - firstSlot), _kinds[i]);
        }
    }
}
