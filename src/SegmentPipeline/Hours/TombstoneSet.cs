namespace SegmentPipeline;

/// <summary>The stems that the tombstones of one hour withdraw.</summary>
internal sealed class TombstoneSet
{
    private readonly ByName _comparer;
    private readonly List<(int Offset, int Length)> _stems;

    /// <summary>Takes the stems over and sorts them.</summary>
    internal TombstoneSet(NameList names, List<(int Offset, int Length)> stems)
    {
        _comparer = new ByName(names);
        _stems = stems;
        _stems.Sort(_comparer);
    }

    internal bool Contains(int offset, int length) => _stems.BinarySearch((offset, length), _comparer) >= 0;

    private sealed class ByName(NameList names) : IComparer<(int Offset, int Length)>
    {
        public int Compare((int Offset, int Length) x, (int Offset, int Length) y) =>
            names.NameAt(x.Offset, x.Length).SequenceCompareTo(names.NameAt(y.Offset, y.Length));
    }
}
