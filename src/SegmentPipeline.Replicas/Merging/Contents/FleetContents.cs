namespace SegmentPipeline.Replicas;

/// <summary>Puts together what the nodes of a fleet say of the files of their copies.</summary>
/// <remarks>Source: semantics §10.</remarks>
public static class FleetContents
{
    /// <summary>The records of the fleet: the nodes by name, the corrupt files of each, the figures of all.</summary>
    /// <param name="answers">What each node says, <see cref="NodeContents.Silent"/> if it says nothing.</param>
    /// <returns>The records.</returns>
    /// <exception cref="ArgumentException">Two answers are of one node.</exception>
    public static IReadOnlyList<FleetRecord> Merge(IReadOnlyList<NodeContents> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var sorted = answers.OrderBy(answer => answer.Node, StringComparer.Ordinal).ToList();
        var twice = sorted.Zip(sorted.Skip(1)).FirstOrDefault(pair => pair.First.Node == pair.Second.Node).First;
        if (twice is not null) throw new ArgumentException($"there are two answers of {twice.Node}", nameof(answers));
        return
        [
            .. sorted.Select(RecordOf),
            .. sorted.SelectMany(answer => answer.Corrupt),
            SummaryOf(sorted),
        ];
    }

    internal static NodeRecord RecordOf(NodeContents answer) => new()
    {
        Node = answer.Node,
        Archive = answer.Archive,
        AsOf = answer.AsOf,
        Answered = answer.Figures is not null,
        Complete = answer.Complete,
        Run = answer.Run,
        Cause = answer.Cause,
        Contents = answer.Figures,
    };

    private static FleetContentsRecord SummaryOf(List<NodeContents> answers)
    {
        var figures = new ContentFigures
        {
            Files = SumOf(answers, figures => figures.Files),
            Checked = SumOf(answers, figures => figures.Checked),
            Bytes = SumOf(answers, figures => figures.Bytes),
            Corrupt = SumOf(answers, figures => figures.Corrupt),
            Unreadable = SumOf(answers, figures => figures.Unreadable),
        };
        var isComplete = answers.Count > 0 && answers.All(answer => answer.Complete);
        var outcome = !isComplete ? AuditOutcome.Incomplete : figures.Corrupt > 0 ? AuditOutcome.Findings : AuditOutcome.Success;
        return new FleetContentsRecord
        {
            Nodes = answers.Count,
            Answered = answers.Count(answer => answer.Figures is not null),
            Contents = figures,
            Complete = isComplete,
            Exit = AuditOutcomes.RowOf(outcome).Number,
        };
    }

    /// <summary>What nodes say may be anything: a sum that no number holds stops at the largest.</summary>
    private static long SumOf(List<NodeContents> answers, Func<ContentFigures, long> figure) =>
        (long)Int128.Min(long.MaxValue, answers.Select(answer => answer.Figures).OfType<ContentFigures>().Aggregate(
            (Int128)0, (sum, figures) => sum + figure(figures)));
}
