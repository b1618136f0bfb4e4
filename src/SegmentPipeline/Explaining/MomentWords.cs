namespace SegmentPipeline;

/// <summary>The words of explanations.</summary>
internal static class MomentWords
{
    internal static string WordOf(MomentPlace value) => value switch
    {
        MomentPlace.Inside => "inside",
        MomentPlace.NoSegments => "no-segments",
        MomentPlace.BeforeFirst => "before-first",
        MomentPlace.AfterLast => "after-last",
        MomentPlace.Unsettled => "unsettled",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "no such place"),
    };

    internal static string WordOf(ChoiceRule value) => value switch
    {
        ChoiceRule.Kind => "kind",
        ChoiceRule.Duration => "duration",
        ChoiceRule.Size => "size",
        ChoiceRule.Hash => "hash",
        ChoiceRule.Name => "name",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "no such rule"),
    };
}
