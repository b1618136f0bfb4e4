namespace SegmentPipeline;

/// <summary>How far a word is from another, to guess which word was meant.</summary>
internal static class EditDistance
{
    /// <summary>The candidate that takes the fewest edits, the first of them in order; null if none is near. Case does not count.</summary>
    internal static string? Nearest(string word, IEnumerable<string> candidates)
    {
        var best = candidates.Select(candidate => (candidate, edits: Between(word, candidate))).MinBy(pair => pair.edits);
        return best.candidate is not null && best.edits <= Math.Max(1, best.candidate.Length / 3) ? best.candidate : null;
    }

    /// <summary>Letters to replace, add or leave out, or neighbours to exchange. Case does not count.</summary>
    internal static int Between(string from, string to)
    {
        (from, to) = (from.ToLowerInvariant(), to.ToLowerInvariant());
        var edits = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    edits[i, j] = i + j;
                    continue;
                }

                var replaced = edits[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                edits[i, j] = Math.Min(replaced, Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
                var isExchanged = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
                if (isExchanged) edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
            }
        }

        return edits[from.Length, to.Length];
    }
}
