namespace SegmentPipeline;

/// <summary>Keeps the entries nearest to a moment, and counts those it has no room for.</summary>
internal sealed class NearEntries(Timestamp moment)
{
    private readonly SortedSet<(long Distance, EntryPath Path, MomentEntry Entry)> _others = new(NearestFirst.Instance);
    private readonly SortedSet<(long Distance, EntryPath Path, MomentEntry Entry)> _badNames = new(NearestFirst.Instance);

    /// <summary>How many were left out.</summary>
    internal long LeftOut { get; private set; }

    /// <summary>The entries kept, by path.</summary>
    internal IReadOnlyList<MomentEntry> Entries =>
        [.. _others.Concat(_badNames).OrderBy(near => near.Path, NearestFirst.ByBytes).Select(near => near.Entry)];

    internal void Add(MomentEntry entry)
    {
        var (kept, most) =
            entry.Fate == EntryFate.Bad ? (_badNames, MomentExplanation.MostBadNames) : (_others, MomentExplanation.MostEntries);
        kept.Add((DistanceOf(entry), entry.Path, entry));
        if (kept.Count <= most) return;
        kept.Remove(kept.Max);
        LeftOut++;
    }

    private long DistanceOf(MomentEntry entry)
    {
        if (entry.Start is not { } start) return long.MaxValue;
        if (moment < start) return start.MicrosecondsSince(moment);
        return entry.End > moment ? 0 : moment.MicrosecondsSince(entry.End ?? start);
    }

    private sealed class NearestFirst : IComparer<(long Distance, EntryPath Path, MomentEntry Entry)>
    {
        internal static NearestFirst Instance { get; } = new();

        internal static IComparer<EntryPath> ByBytes { get; } = Comparer<EntryPath>.Create(EntryPath.Compare);

        public int Compare((long Distance, EntryPath Path, MomentEntry Entry) x, (long Distance, EntryPath Path, MomentEntry Entry) y)
        {
            var order = x.Distance.CompareTo(y.Distance);
            return order != 0 ? order : EntryPath.Compare(x.Path, y.Path);
        }
    }
}
