namespace SegmentPipeline;

/// <summary>The stage <c>parse</c>: turns raw names into segments and gives every other entry its fate.</summary>
/// <remarks>Source: semantics §1.</remarks>
internal static class NameStage
{
    internal static void Parse(HourBatch batch)
    {
        long seen = 0, hidden = 0, foreign = 0, unreadable = 0, tombstoneCount = 0;
        List<(int Offset, int Length)>? tombstones = null;
        foreach (var entry in batch.Names)
        {
            seen++;
            var name = entry.Name;
            var isTold = entry.Kind == EntryKind.File;
            if (name[0] == '.') hidden++;
            else if (!isTold && entry.Kind != EntryKind.Untold) foreign++;
            else if (name.EndsWith(ArchiveLayout.SegmentSuffix))
            {
                if (isTold) ParseSegment(batch, name, entry.NameOffset);
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

        batch.EntriesSeen = seen;
        batch.Fates = batch.Fates with { Hidden = hidden, Foreign = foreign, Tombstones = tombstoneCount, Unreadable = unreadable };
        if (tombstones is not null) Withdraw(batch, new TombstoneSet(batch.Names, tombstones));
        batch.Fates = batch.Fates with { Bad = batch.BadNames.Count };

        void Miss(ReadOnlySpan<byte> name, int nameOffset)
        {
            unreadable++;
            batch.AddUnreadable(name, batch.Names.CauseAt(nameOffset));
        }
    }

    private static void ParseSegment(HourBatch batch, ReadOnlySpan<byte> name, int nameOffset)
    {
        ref var entry = ref batch.NextSegment();
        var fault = SegmentNameParser.Parse(name[..^ArchiveLayout.SegmentSuffix.Length], ref entry, out var position);
        if (fault != NameFault.None)
        {
            batch.BadNames.Add(new BadName(nameOffset, name.Length, NameFaultText.Describe(fault), position));
            return;
        }

        entry.NameOffset = nameOffset;
        entry.NameLength = (byte)name.Length;
        batch.KeepNextSegment();
    }

    /// <summary>A tombstone comes before the grammar: it also takes names that are bad.</summary>
    private static void Withdraw(HourBatch batch, TombstoneSet tombstones)
    {
        var before = batch.SegmentCount + batch.BadNames.Count;
        batch.KeepSegments(entry => !tombstones.Contains(entry.NameOffset, entry.NameLength - ArchiveLayout.SegmentSuffix.Length));
        batch.BadNames.RemoveAll(bad => tombstones.Contains(bad.NameOffset, bad.NameLength - ArchiveLayout.SegmentSuffix.Length));
        var after = batch.SegmentCount + batch.BadNames.Count;
        batch.Fates = batch.Fates with { Tombstoned = before - after };
    }
}
