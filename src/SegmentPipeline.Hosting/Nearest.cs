namespace SegmentPipeline.Hosting;

/// <summary>Guesses which word was meant.</summary>
internal static class Nearest
{
    /// <summary>The candidate that takes the fewest edits, the first of them in order; null if none is near.</summary>
    internal static string? Of(string word, IEnumerable<string> candidates)
    {
        var lowered = word.ToLowerInvariant();
        var best = candidates.Select(candidate => (candidate, edits: Edits(lowered, candidate.ToLowerInvariant()))).MinBy(pair => pair.edits);
        return best.candidate is not null && best.edits <= Math.Max(1, best.candidate.Length / 3) ? best.candidate : null;
    }

    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
