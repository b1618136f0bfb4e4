using SegmentPipeline.Expectations;

namespace SegmentPipeline.Hosting;

/// <summary>A file of excuses, which is one of <see cref="ExpectationFile"/>: a rule for each stream, with overrides and nothing
/// else.</summary>
public static class ExcuseFile
{
    /// <summary>Reads them.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ExpectationException">It cannot be read, or has anything but excuses: whoever writes it anew would lose that.</exception>
    public static IReadOnlyList<Excuse> Read(string path)
    {
        var excuses = new List<Excuse>();
        foreach (var rule in ExpectationFile.Read(path, null))
        {
            if (!HasOnlyExcuses(rule))
                throw new ExpectationException($"{path} has rules that are no excuses of one stream each; they belong into expect of the configuration");
            foreach (var pattern in rule.Streams)
            {
                if (ExpectationRule.TryGetStream(pattern, out var stream))
                    excuses.AddRange(rule.Overrides.Select(one => ExcuseOf(stream, one)));
            }
        }

        return excuses;
    }

    /// <summary>Writes them.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="excuses">The excuses, at least one.</param>
    public static void Write(Stream stream, IReadOnlyList<Excuse> excuses)
    {
        ArgumentNullException.ThrowIfNull(excuses);
        ExpectationFile.WriteOverrides(stream, [.. excuses.GroupBy(one => one.Stream).Select(RuleOf)]);
    }

    private static bool HasOnlyExcuses(ExpectationRule rule) =>
        rule is
        {
            Always: false, Never: false, Windows.Count: 0, Weekly.Count: 0, Calendars.Count: 0, RangeFiles.Count: 0, Streams.Count: > 0,
        }
        && rule.Streams.All(pattern => ExpectationRule.TryGetStream(pattern, out _))
        && rule.Overrides.All(one => !one.Expected);

    private static Excuse ExcuseOf(StreamId stream, ExpectationOverride one) => new()
    {
        Stream = stream,
        Range = one.Range,
        Reason = one.Reason,
        Until = one.Until == ExpectationOverride.Endless ? null : one.Until,
        Given = one.Given ?? one.Range.End,
        By = one.By,
    };

    private static ExpectationRule RuleOf(IGrouping<StreamId, Excuse> excuses) => new()
    {
        Streams = [ExpectationRule.PatternOf(excuses.Key)],
        Overrides = [.. excuses.Select(one => new ExpectationOverride
        {
            Range = one.Range,
            Expected = false,
            Reason = one.Reason,
            Until = one.Until ?? ExpectationOverride.Endless,
            By = one.By,
            Given = one.Given,
        })],
    };
}
