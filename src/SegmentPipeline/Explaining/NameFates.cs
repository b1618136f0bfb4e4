namespace SegmentPipeline;

/// <summary>The fate that each entry of an hour meets by its name, entry by entry; <see cref="ParseStage"/> only counts them.</summary>
/// <remarks>Source: semantics §1.</remarks>
internal sealed class NameFates
{
    private readonly TombstoneSet _tombstones;

    internal NameFates(NameList names)
    {
        var stems = new List<(int Offset, int Length)>();
        foreach (var entry in names)
        {
            if (ArchiveLayout.IsHidden(entry.Name) || entry.Kind is not (EntryKind.File or EntryKind.Untold)) continue;
            if (entry.Name.EndsWith(ArchiveLayout.TombstoneSuffix)) stems.Add((entry.NameOffset, ArchiveLayout.StemOf(entry.Name).Length));
        }

        _tombstones = new TombstoneSet(names, stems);
    }

    /// <summary>The fate of an entry; null if it is for the choice of its start to decide.</summary>
    internal ReadName FateOf(ReadOnlySpan<byte> name, int nameOffset, EntryKind entryKind)
    {
        var fate = ByEnding(name, entryKind);
        var stem = ArchiveLayout.StemOf(name.TrimStart((byte)'.'));
        var entry = default(SegmentEntry);
        var fault = SegmentNameParser.Parse(stem, ref entry, out var position);
        if (fate is null)
        {
            if (_tombstones.Contains(nameOffset, name.Length - ArchiveLayout.SegmentSuffix.Length)) fate = EntryFate.Tombstoned;
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
        var isTombstone = name.EndsWith(ArchiveLayout.TombstoneSuffix);
        if (!isTombstone && !name.EndsWith(ArchiveLayout.SegmentSuffix)) return EntryFate.Foreign;
        if (kind == EntryKind.Untold) return EntryFate.Unreadable;
        return isTombstone ? EntryFate.Tombstone : null;
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
