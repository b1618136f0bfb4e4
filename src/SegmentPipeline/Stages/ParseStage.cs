namespace SegmentPipeline;

/// <summary>The stage <c>parse</c>: turns raw names into segments and gives every other entry its fate.</summary>
/// <remarks>Source: semantics §1.</remarks>
internal static class ParseStage
{
    /// <summary>Parses the names of an hour. Reads Work and Names; writes Segments, BadNames, Unreadable, EntriesSeen and those counts of
    /// Fates that selecting does not write.</summary>
    internal static void Parse(HourBuffers buffers)
    {
        long seen = 0, hidden = 0, foreign = 0, unreadable = 0, tombstoneCount = 0;
        List<(int Offset, int Length)>? tombstones = null;
        foreach (var entry in buffers.Names)
        {
            seen++;
            var name = entry.Name;
            var isTold = entry.Kind == EntryKind.File;
            if (name[0] == '.') hidden++;
            else if (!isTold && entry.Kind != EntryKind.Untold) foreign++;
            else if (name.EndsWith(ArchiveLayout.SegmentSuffix))
            {
                if (isTold) ParseSegment(buffers, name, entry.NameOffset);
                else Miss(name, entry.NameOffset);
            }
            else if (name.EndsWith(ArchiveLayout.TombstoneSuffix))
            {
                (tombstones ??= []).Add((entry.NameOffset, name.Length - ArchiveLayout.TombstoneSuffix.Length));
                if (isTold) tombstoneCount++;
                else Miss(name, entry.NameOffset);
            }
            else foreign++;
        }

        buffers.EntriesSeen = seen;
        buffers.Fates = buffers.Fates with { Hidden = hidden, Foreign = foreign, Tombstones = tombstoneCount, Unreadable = unreadable };
        if (tombstones is not null) Withdraw(buffers, new TombstoneSet(buffers.Names, tombstones));
        buffers.Fates = buffers.Fates with { Bad = buffers.BadNames.Count };

        void Miss(ReadOnlySpan<byte> name, int nameOffset)
        {
            unreadable++;
            buffers.AddUnreadable(name, buffers.Names.CauseAt(nameOffset));
        }
    }

    private static void ParseSegment(HourBuffers buffers, ReadOnlySpan<byte> name, int nameOffset)
    {
        ref var entry = ref buffers.NextSegment();
        var fault = SegmentNameParser.Parse(name[..^ArchiveLayout.SegmentSuffix.Length], ref entry, out var position);
        if (fault != NameFault.None)
        {
            buffers.BadNames.Add(new BadName(nameOffset, name.Length, NameFaultText.Describe(fault), position));
            return;
        }

        entry.NameOffset = nameOffset;
        entry.NameLength = (byte)name.Length;
        buffers.KeepNextSegment();
    }

    /// <summary>A tombstone comes before the grammar: it also takes names that are bad.</summary>
    private static void Withdraw(HourBuffers buffers, TombstoneSet tombstones)
    {
        var before = buffers.SegmentCount + buffers.BadNames.Count;
        buffers.KeepSegments(entry => !tombstones.Contains(entry.NameOffset, entry.NameLength - ArchiveLayout.SegmentSuffix.Length));
        buffers.BadNames.RemoveAll(bad => tombstones.Contains(bad.NameOffset, bad.NameLength - ArchiveLayout.SegmentSuffix.Length));
        var after = buffers.SegmentCount + buffers.BadNames.Count;
        buffers.Fates = buffers.Fates with { Tombstoned = before - after };
    }
}
