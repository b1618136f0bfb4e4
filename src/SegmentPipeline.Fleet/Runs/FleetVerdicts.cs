using SegmentPipeline.Replicas;

namespace SegmentPipeline.Fleet;

/// <summary>Makes the verdict of a run from the answers that are kept.</summary>
internal sealed class FleetVerdicts(Lazy<FleetQuestions> fleet, AnswerFetcher fetcher)
{
    private static readonly TimeSpan LongestFetch = TimeSpan.FromMinutes(5);

    /// <summary>A node whose audit was so much earlier than the newest does not shorten what is judged.</summary>
    private static readonly TimeSpan MostBehind = TimeSpan.FromMinutes(10);

    /// <summary>Comes to the verdict of a run.</summary>
    /// <returns>Its exit code, and the figures of a verdict over copies.</returns>
    internal async Task<(int Exit, FleetFigures? Figures)> ConcludeAsync(FleetRunStatus run)
    {
        if (run.Request.Kind == FleetRunKind.Verify)
        {
            var contents = await ReadContentsAsync(run).ConfigureAwait(false);
            return (FleetContents.Merge(contents).OfType<FleetContentsRecord>().Single().Exit, null);
        }

        var answers = await ReadAnswersAsync(run).ConfigureAwait(false);
        var summary = await Task.Run(() => FleetMerge.Merge(answers, RequestOf(run, answers)).OfType<FleetSummaryRecord>().Single())
            .ConfigureAwait(false);
        var figures = new FleetFigures
        {
            Copies = summary.Copies,
            Missing = summary.Microseconds.Missing,
            Thin = summary.Thin,
            Streams = summary.Streams,
        };
        return (summary.Exit, figures);
    }

    /// <summary>The records of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="change">Asks for more or less than the run did.</param>
    internal async Task<IEnumerable<FleetRecord>> ReadAsync(FleetRunStatus run, Func<MergeRequest, MergeRequest> change)
    {
        if (run.Request.Kind == FleetRunKind.Verify) return FleetContents.Merge(await ReadContentsAsync(run).ConfigureAwait(false));
        var answers = await ReadAnswersAsync(run).ConfigureAwait(false);
        return FleetMerge.Merge(answers, change(RequestOf(run, answers)));
    }

    private Task<IReadOnlyList<NodeAnswer>> ReadAnswersAsync(FleetRunStatus run) => ReadAsync(run, NodeAnswer.Unpack, NodeAnswer.Silent);

    private Task<IReadOnlyList<NodeContents>> ReadContentsAsync(FleetRunStatus run) =>
        ReadAsync(run, NodeContents.Unpack, NodeContents.Silent);

    /// <summary>What each node has said.</summary>
    private async Task<IReadOnlyList<T>> ReadAsync<T>(
        FleetRunStatus run, Func<ReadOnlyMemory<byte>, T> unpack, Func<string, string?, string, T> silent)
    {
        var answers = new List<T>();
        foreach (var node in run.Nodes)
        {
            var (packed, cause) = await ReadAsync(run, node).ConfigureAwait(false);
            answers.Add(packed is not null ? Unpack(node, packed) : silent(node.Node, node.Part.Archive, cause!));
        }

        return answers;

        T Unpack(RunNode node, byte[] packed)
        {
            try
            {
                return unpack(packed);
            }
            catch (FormatException fault)
            {
                // No answer of one node keeps the others from theirs.
                return silent(node.Node, node.Part.Archive, $"its answer cannot be read any more: {fault.Message}");
            }
        }
    }

    /// <summary>The answer of a node as it is kept; if it was lost with the silo that kept it, as the node has it; or why there is
    /// none.</summary>
    private async Task<(byte[]? Packed, string? Cause)> ReadAsync(FleetRunStatus run, RunNode node)
    {
        if (!node.IsKept) return (null, node.Part.Cause ?? "it has not answered");
        var packed = await fleet.Value.AskAsync(grains => grains.GetGrain<IAnswerGrain>($"{run.Id}/{node.Node}").ReadAsync()).ConfigureAwait(false);
        if (packed is not null) return (packed, null);
        var (answer, cause) = await fetcher.FetchAsync(run, node, fleet.Value.Silo.Grains, LongestFetch).ConfigureAwait(false);
        return (answer?.Packed, $"its answer was lost, and {cause}");
    }

    /// <summary>All is judged up to the same moment: that for which the earliest of the audits can speak.</summary>
    private static MergeRequest RequestOf(FleetRunStatus run, IReadOnlyList<NodeAnswer> answers)
    {
        var said = answers.Where(answer => answer.AsOf is not null).Select(answer => answer.AsOf!.Value - answer.Settle).ToList();
        Timestamp? end = run.Request.End;
        if (said.Count > 0)
        {
            var earliest = said.Where(moment => moment >= said.Max() - MostBehind).Min();
            end = end is { } asked ? Timestamp.Min(asked, earliest) : earliest;
        }

        return new MergeRequest { Copies = run.Request.Copies, Start = run.Request.Start, End = end };
    }
}
