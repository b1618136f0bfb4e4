namespace SegmentPipeline;

/// <summary>The answer to a name that does not exist: the one that somebody probably meant.</summary>
internal static class UnknownName
{
    private const int MostListed = 10;

    internal static StreamNotFoundException ExceptionFor(string where, string what, string wanted, IReadOnlyCollection<string> names)
    {
        var help = Nearest(wanted, names) is { } nearest
            ? $"did you mean '{nearest}'?"
            : $"it has {names.Count}: {string.Join(", ", names.Order(StringComparer.Ordinal).Take(MostListed))}";
        return new StreamNotFoundException($"{where} has no {what} '{wanted}'; {help}");
    }

    /// <summary>The name with the fewest edits, or null if there is none that shares at least half of its characters.</summary>
    internal static string? Nearest(string wanted, IEnumerable<string> names) =>
        names.Select(name => (Name: name, Edits: EditDistance.Between(wanted, name)))
            .Where(candidate => candidate.Edits <= Math.Max(wanted.Length, candidate.Name.Length) / 2)
            .OrderBy(candidate => candidate.Edits)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .FirstOrDefault().Name;
}
