namespace SegmentPipeline.Expectations;

/// <summary>What rules say of a stream: the sum of their sources, changed by their overrides.</summary>
/// <remarks>Source: semantics §4.</remarks>
internal sealed class RuleExpectation(IReadOnlyList<RuleSources> rules) : IExpectation
{
    public ExpectedTime? Find(StreamId stream, TimeRange window)
    {
        var about = rules.Where(rule => StreamPatterns.Match(rule.Rule.Streams, stream)).ToList();
        var isAlways = about.Exists(rule => rule.Rule.Always) || !about.Exists(rule => rule.Rule.HasSource);
        // Others say nothing of the window: what was excused years ago is not told for ever.
        var overrides = about.SelectMany(rule => rule.Overrides).Where(one => !one.Range.Intersect(window).IsEmpty).ToList();
        if (isAlways && overrides.Count == 0) return null;
        var expected = isAlways ? [window] : SumOf(about, window);
        foreach (var one in overrides)
        {
            expected = one.Expected
                ? RangeSets.Union(expected.Append(one.Range.Intersect(window)))
                : RangeSets.Subtract(expected, [one.Range]);
        }

        return new ExpectedTime { Source = string.Join(", ", NamesOf(about, isAlways, overrides)), Ranges = expected };
    }

    private static List<TimeRange> SumOf(List<RuleSources> rules, TimeRange window)
    {
        var ranges = new List<TimeRange>();
        foreach (var (name, source) in rules.SelectMany(rule => rule.Sources))
        {
            try
            {
                ranges.AddRange(source.In(window));
            }
            catch (FormatException fault)
            {
                throw new ExpectationException($"{name}: {fault.Message}", fault);
            }
        }

        return RangeSets.Union(ranges);
    }

    private static IEnumerable<string> NamesOf(List<RuleSources> rules, bool isAlways, List<ExpectationOverride> overrides)
    {
        IEnumerable<string> sources = isAlways ? ["always"] : rules.SelectMany(rule => rule.Sources).Select(source => source.Name);
        var names = sources.Distinct(StringComparer.Ordinal).ToList();
        return names.DefaultIfEmpty("never").Concat(overrides.Select(one =>
            $"override {(one.Expected ? "expected" : "not expected")}{EndOf(one)}: {one.Reason}{(one.By is null ? "" : $" ({one.By})")}"));
    }

    private static string EndOf(ExpectationOverride one) => one.Until == ExpectationOverride.Endless ? "" : $" until {one.Until}";
}
