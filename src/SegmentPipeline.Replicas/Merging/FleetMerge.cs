namespace SegmentPipeline.Replicas;

/// <summary>Merges what the nodes of a fleet say of their copies into one verdict.</summary>
/// <remarks>Source: semantics §10. Pure: the same answers give the same records, in whatever order they come.</remarks>
public static class FleetMerge
{
    /// <summary>The records of the fleet: the nodes by name; of each stream what is gone, what too few nodes cover and, if asked for, from
    /// where each node's holes can be filled, in time order, then its figures; last the figures of the fleet.</summary>
    /// <param name="answers">An answer of each node, <see cref="NodeAnswer.Silent"/> if it gave none.</param>
    /// <param name="request">What is told.</param>
    /// <returns>The records. They are made while they are read, a stream at a time.</returns>
    /// <exception cref="ArgumentException">Two answers are of one node, the parts of one contradict each other, or a rule of the request
    /// is broken.</exception>
    public static IEnumerable<FleetRecord> Merge(IReadOnlyList<NodeAnswer> answers, MergeRequest request)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(request);
        var faults = new List<string>(request.Validate());
        faults.AddRange(answers.Select(AnswerRules.FaultOf).OfType<string>());
        faults.AddRange(answers.GroupBy(answer => answer.Node, StringComparer.Ordinal).Where(group => group.Count() > 1)
            .Select(group => $"there are two answers of {group.Key}"));
        if (faults.Count > 0) throw new ArgumentException(string.Join("; ", faults));
        return Records([.. answers.OrderBy(answer => answer.Node, StringComparer.Ordinal)], request);
    }

    private static IEnumerable<FleetRecord> Records(NodeAnswer[] answers, MergeRequest request)
    {
        foreach (var answer in answers) yield return RecordOf(answer);
        var total = new FleetTotal(answers);
        foreach (var channel in ChannelCopies.AllOf(answers))
        {
            foreach (var stream in channel.Streams)
            {
                foreach (var record in new StreamMerge(channel, stream, answers, request).Records())
                {
                    total.Add(record);
                    yield return record;
                }
            }
        }

        yield return total.ToRecord();
    }

    private static NodeRecord RecordOf(NodeAnswer answer) => new()
    {
        Node = answer.Node,
        Archive = answer.Archive,
        AsOf = answer.AsOf,
        Answered = answer.Answered,
        Complete = answer.Complete,
        Run = answer.Run,
        Cause = answer.Cause,
    };
}
