namespace SegmentPipeline.Cli;

/// <summary>Where losses came from, a line a cause, in the order of the rules.</summary>
internal sealed class CauseLines
{
    private readonly Dictionary<LossCause, long> _counts = [];

    /// <summary>Counts a loss; null if nobody has looked.</summary>
    internal void Add(LossCause? cause)
    {
        if (cause is { } known) _counts[known] = _counts.GetValueOrDefault(known) + 1;
    }

    internal void AddTo(ReportPage page)
    {
        foreach (var cause in LossCauses.All)
        {
            if (_counts.GetValueOrDefault(cause) is > 0 and var count)
                page.AddLine($"[bold]{LossCauses.WordOf(cause)}[/], {Plural.TextOf(count, "loss", "losses")}: {LossCauses.SentenceOf(cause)}");
        }

        if (_counts.Count > 0) page.AddLine();
    }
}
