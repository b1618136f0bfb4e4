namespace SegmentPipeline.Replicas;

/// <summary>A channel in all its copies: the streams that any node has, and what each node says of them.</summary>
internal sealed class ChannelCopies
{
    private readonly Dictionary<StreamId, StreamAnswer?[]> _streams = [];

    private ChannelCopies()
    {
    }

    /// <summary>The streams, in the order of records.</summary>
    internal IEnumerable<StreamId> Streams => _streams.Keys.Order();

    /// <summary>The channels of a fleet, in the order of records. Each is gathered when its turn comes.</summary>
    internal static IEnumerable<ChannelCopies> AllOf(NodeAnswer[] answers)
    {
        var at = new int[answers.Length];
        while (NextChannel(answers, at) is { } channel)
        {
            var copies = new ChannelCopies();
            for (var node = 0; node < answers.Length; node++)
            {
                var streams = answers[node].Streams;
                for (; at[node] < streams.Count && streams[at[node]].Stream.Channel == channel; at[node]++)
                    copies.Add(node, answers.Length, streams[at[node]]);
            }

            yield return copies;
        }
    }

    /// <summary>What each node says of a stream, in their order; null for a node that does not have it.</summary>
    internal StreamAnswer?[] AnswersOf(StreamId stream) => _streams[stream];

    private void Add(int node, int nodes, StreamAnswer stream)
    {
        if (!_streams.TryGetValue(stream.Stream, out var answers)) _streams.Add(stream.Stream, answers = new StreamAnswer?[nodes]);
        answers[node] = stream;
    }

    private static string? NextChannel(NodeAnswer[] answers, int[] at)
    {
        StreamId? first = null;
        for (var node = 0; node < answers.Length; node++)
        {
            if (at[node] >= answers[node].Streams.Count) continue;
            var stream = answers[node].Streams[at[node]].Stream;
            if (first is null || stream < first) first = stream;
        }

        return first?.Channel;
    }
}
