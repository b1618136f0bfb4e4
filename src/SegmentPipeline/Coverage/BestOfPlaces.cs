namespace SegmentPipeline;

/// <summary>Finds the best of the places in a row that are filled so far, between any two; filling and finding take as many steps as the
/// number of places has binary digits.</summary>
/// <param name="count">How many places there are.</param>
/// <param name="isBetter">Whether the content of the first place is better than that of the second.</param>
internal sealed class BestOfPlaces(int count, Func<int, int, bool> isBetter)
{
    internal const int None = -1;

    /// <summary>A binary tree: the places are its leaves, each node has the best of what is below it.</summary>
    private readonly int[] _best = MakeTree(count);

    internal void Fill(int place)
    {
        var node = place + count;
        _best[node] = place;
        for (node >>= 1; node > 0; node >>= 1) _best[node] = Better(_best[2 * node], _best[2 * node + 1]);
    }

    /// <summary>The best place from one on and before another; <see cref="None"/> if none of them is filled.</summary>
    internal int Find(int from, int before)
    {
        var best = None;
        var (left, right) = (from + count, before + count);
        for (; left < right; left >>= 1, right >>= 1)
        {
            if ((left & 1) != 0) best = Better(best, _best[left++]);
            if ((right & 1) != 0) best = Better(best, _best[--right]);
        }

        return best;
    }

    private int Better(int left, int right)
    {
        if (left == None) return right;
        return right == None || isBetter(left, right) ? left : right;
    }

    private static int[] MakeTree(int count)
    {
        var tree = new int[2 * count];
        tree.AsSpan().Fill(None);
        return tree;
    }
}
