namespace SegmentPipeline;

/// <summary>The words of explanations.</summary>
internal static class MomentWords
{
    internal static string Of(MomentPlace value) => value switch
    {
        MomentPlace.Inside => "inside",
        MomentPlace.NoSegments => "no-segments",
        MomentPlace.BeforeFirst => "before-first",
        MomentPlace.AfterLast => "after-last",
        _ => "unsettled",
    };

    internal static string Of(ChoiceRule value) => value switch
    {
        ChoiceRule.Kind => "kind",
        ChoiceRule.Duration => "duration",
        ChoiceRule.Size => "size",
        ChoiceRule.Hash => "hash",
        _ => "name",
    };
}
