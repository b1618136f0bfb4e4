namespace SegmentPipeline;

/// <summary>The answer to a name that does not exist: the one that somebody probably meant.</summary>
internal static class UnknownName
{
    private const int MostListed = 10;

    internal static StreamNotFoundException Of(string where, string what, string wanted, IReadOnlyCollection<string> names)
    {
        var help = Nearest(wanted, names) is { } nearest
            ? $"did you mean '{nearest}'?"
            : $"it has {names.Count}: {string.Join(", ", names.Order(StringComparer.Ordinal).Take(MostListed))}";
        return new StreamNotFoundException($"{where} has no {what} '{wanted}'; {help}");
    }

    /// <summary>The name with the fewest edits, or null if there is none that shares at least half of its characters.</summary>
    internal static string? Nearest(string wanted, IEnumerable<string> names) =>
        names.Select(name => (Name: name, Edits: Edits(wanted, name)))
            .Where(candidate => candidate.Edits <= Math.Max(wanted.Length, candidate.Name.Length) / 2)
            .OrderBy(candidate => candidate.Edits)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .FirstOrDefault().Name;

    /// <summary>Levenshtein's distance, case not counted.</summary>
    private static int Edits(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = diagonal + (char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
