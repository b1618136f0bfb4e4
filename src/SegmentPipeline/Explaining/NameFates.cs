namespace SegmentPipeline;

/// <summary>The fate that each entry of an hour meets by its name, entry by entry; <see cref="NameStage"/> only counts them.</summary>
/// <remarks>Source: semantics §1.</remarks>
internal sealed class NameFates
{
    private readonly TombstoneSet _tombstones;

    internal NameFates(NameList names)
    {
        var stems = new List<(int Offset, int Length)>();
        foreach (var entry in names)
        {
            if (entry.Name[0] != '.' && entry.Kind is EntryKind.File or EntryKind.Untold && entry.Name.EndsWith(NameStage.TombstoneSuffix)) stems.Add((entry.NameOffset, entry.NameLength - NameStage.TombstoneSuffix.Length));
        }

        _tombstones = new TombstoneSet(names, stems);
    }

    /// <summary>The fate of an entry; null if it is for the choice of its start to decide.</summary>
    internal ReadName Of(ReadOnlySpan<byte> name, int nameOffset, EntryKind entryKind)
    {
        var fate = ByEnding(name, entryKind);
        var stem = StemOf(name.TrimStart((byte)'.'));
        var entry = default(SegmentEntry);
        var fault = SegmentNameParser.Parse(stem, ref entry, out var position);
        if (fate is null)
        {
            if (_tombstones.Contains(nameOffset, name.Length - NameStage.SegmentSuffix.Length)) fate = EntryFate.Tombstoned;
            else if (fault != NameFault.None) fate = EntryFate.Bad;
            else if (entry.Kind == SegmentKind.Temporary) fate = EntryFate.Temporary;
        }

        var cause = fate == EntryFate.Bad ? NameFaultText.Describe(fault) : null;
        SegmentKind? kind = fault == NameFault.None ? entry.KindIn(stem) : null;
        return new ReadName(fate, entry, kind, HasStart: fault is NameFault.None or > NameFault.TimeOutOfRange, cause, position);
    }

    private static EntryFate? ByEnding(ReadOnlySpan<byte> name, EntryKind kind)
    {
        if (name[0] == '.') return EntryFate.Hidden;
        if (kind is not (EntryKind.File or EntryKind.Untold)) return EntryFate.Foreign;
        var isTombstone = name.EndsWith(NameStage.TombstoneSuffix);
        if (!isTombstone && !name.EndsWith(NameStage.SegmentSuffix)) return EntryFate.Foreign;
        if (kind == EntryKind.Untold) return EntryFate.Unreadable;
        return isTombstone ? EntryFate.Tombstone : null;
    }

    private static ReadOnlySpan<byte> StemOf(ReadOnlySpan<byte> name)
    {
        if (name.EndsWith(NameStage.SegmentSuffix)) return name[..^NameStage.SegmentSuffix.Length];
        return name.EndsWith(NameStage.TombstoneSuffix) ? name[..^NameStage.TombstoneSuffix.Length] : name;
    }
}

/// <summary>What a name comes to.</summary>
/// <param name="Fate">The fate; null if it is for the choice of its start to decide.</param>
/// <param name="Entry">What the name says, as far as it could be read; dots before it left out.</param>
/// <param name="Kind">The kind that it says; null unless all of it could be read.</param>
/// <param name="HasStart">Whether its time could be read.</param>
/// <param name="Cause">What is wrong with a bad name.</param>
/// <param name="Position">Where the first broken part begins.</param>
internal readonly record struct ReadName(EntryFate? Fate, SegmentEntry Entry, SegmentKind? Kind, bool HasStart, string? Cause, int Position)
{
    /// <summary>Whether all of it could be read.</summary>
    internal bool IsSegment => Kind is not null;
}
