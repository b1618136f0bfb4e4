namespace SegmentPipeline.Expectations;

/// <summary>Makes of rules what audits ask. It keeps what it has read: a file that has not changed since is not read again, and a calendar
/// not gone through again. Any number of threads may ask.</summary>
/// <param name="directory">Where relative paths begin; null for the working directory.</param>
public sealed class ExpectationReader(string? directory = null)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Path, string? Zone), ((long, DateTime) Stamp, IExpectedSource Source)> _files = [];

    /// <summary>Reads all that rules name.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="now">The moment of the audit: overrides may have run out by then, and nothing later is asked.</param>
    /// <param name="start">Where the audit starts, if that is known: what lies before need not be gone through.</param>
    /// <returns>What audits ask; null if the rules expect everything, always.</returns>
    /// <exception cref="ExpectationException">A file cannot be read, or is not what it should be.</exception>
    public IExpectation? Read(IReadOnlyList<ExpectationRule> rules, Timestamp now, Timestamp? start = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var faults = new List<string>();
        if (rules.Count > SourceBounds.MostRules) throw new ExpectationException($"there are more than {SourceBounds.MostRules} rules");
        List<RuleSources> read;
        lock (_lock) read = [.. rules.Select(rule => Read(rule, now, start, faults))];
        if (faults.Count > 0) throw new ExpectationException(faults);
        return read.TrueForAll(rule => rule.IsAlways) ? null : new RuleExpectation(read);
    }

    private RuleSources Read(ExpectationRule rule, Timestamp now, Timestamp? start, List<string> faults)
    {
        var sources = new List<(string Name, IExpectedSource Source)>();
        if (rule.Windows.Count > 0) sources.Add(("windows", new FixedRanges(rule.Windows)));
        if (rule.Weekly.Count > 0) sources.Add(("weekly", new WeeklyRanges(rule.Weekly, rule.Zone)));
        foreach (var calendar in rule.Calendars)
        {
            var source = Open(calendar, rule.Zone, path => CalendarFile.Read(path, rule.Zone), faults);
            if (source is CalendarRanges ranges) Check(calendar, ranges, now, start, faults);
            if (source is not null) sources.Add(($"calendar {Path.GetFileName(calendar)}", source));
        }

        foreach (var file in rule.RangeFiles)
        {
            if (Open(file, null, RangesFile.Read, faults) is { } source) sources.Add(($"ranges {Path.GetFileName(file)}", source));
        }

        return new RuleSources(rule, sources, [.. rule.Overrides.Where(one => now < one.Until)]);
    }

    private IExpectedSource? Open(string file, TimeZoneInfo? zone, Func<string, IExpectedSource> read, List<string> faults)
    {
        try
        {
            var path = Path.GetFullPath(file, directory ?? Environment.CurrentDirectory);
            var stamp = SourceFile.StampOf(path);
            if (_files.TryGetValue((path, zone?.Id), out var known) && known.Stamp == stamp) return known.Source;
            var source = read(path);
            _files[(path, zone?.Id)] = (stamp, source);
            return source;
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            faults.Add($"{file}: {fault.Message}");
            return null;
        }
    }

    /// <summary>Goes through a calendar now, so that what is wrong with it is told before anything is audited.</summary>
    private static void Check(string file, CalendarRanges calendar, Timestamp now, Timestamp? start, List<string> faults)
    {
        try
        {
            calendar.Prepare(start, now);
        }
        catch (FormatException fault)
        {
            faults.Add($"{file}: {fault.Message}");
        }
    }
}
