namespace SegmentPipeline.Expectations;

/// <summary>A rule with its sources, read.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Sources">Its sources, and what each is called for people.</param>
/// <param name="Overrides">Those of its overrides that have not run out.</param>
internal sealed record RuleSources(
    ExpectationRule Rule,
    IReadOnlyList<(string Name, IExpectedSource Source)> Sources,
    IReadOnlyList<ExpectationOverride> Overrides)
{
    /// <summary>Whether nothing but always can follow from it alone.</summary>
    internal bool IsAlways => Overrides.Count == 0 && (Rule.Always || !Rule.HasSource);
}
