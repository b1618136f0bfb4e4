using SegmentPipeline.Expectations;

namespace SegmentPipeline.Hosting;

/// <summary>A file of excuses, which is one of <see cref="ExpectationFile"/>: a rule for each stream, with overrides and nothing
/// else.</summary>
public static class ExcuseFile
{
    /// <summary>Reads them; rules of another kind are passed over.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ExpectationException">It cannot be read, or is none.</exception>
    public static IReadOnlyList<Excuse> Read(string path)
    {
        var excuses = new List<Excuse>();
        foreach (var rule in ExpectationFile.Read(path, null))
        {
            foreach (var pattern in rule.Streams)
            {
                if (ExpectationRule.TryGetStream(pattern, out var stream))
                    excuses.AddRange(rule.Overrides.Where(one => !one.Expected).Select(one => ExcuseOf(stream, one)));
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
