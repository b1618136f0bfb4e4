namespace SegmentPipeline.Replicas;

/// <summary>What an audit by a node says of the node's copy.</summary>
/// <remarks>Source: semantics §10. Two answers are equal if they were read from the same place; to compare what they say, pack
/// them.</remarks>
public sealed record NodeAnswer
{
    /// <summary>Name of the node.</summary>
    public required string Node { get; init; }

    /// <summary>Name of its archive, if it is known.</summary>
    public string? Archive { get; init; }

    /// <summary>When its audit began; null if that is not known, or there was none.</summary>
    public Timestamp? AsOf { get; init; }

    /// <summary>How long before <see cref="AsOf"/> the recorder was taken to be still writing. Whole microseconds, not negative.</summary>
    /// <value>2 minutes.</value>
    public TimeSpan Settle { get; init; } = AuditDefaults.Settle;

    /// <summary>Whether the node said anything at all.</summary>
    /// <value>True; false for <see cref="Silent"/>.</value>
    public bool Answered { get; init; } = true;

    /// <summary>Whether it said everything: its audit ran to its end and could read all.</summary>
    public required bool Complete { get; init; }

    /// <summary>What the node calls the run, if it is known.</summary>
    public string? Run { get; init; }

    /// <summary>Why it says nothing, or not all; null if it says all.</summary>
    public string? Cause { get; init; }

    /// <summary>The streams, in the order of <see cref="StreamId.CompareTo"/>, each once.</summary>
    public IReadOnlyList<StreamAnswer> Streams { get; init; } = [];

    /// <summary>The answer that stands for a node that gave none.</summary>
    /// <param name="node">Name of the node.</param>
    /// <param name="archive">Name of its archive, if it is known.</param>
    /// <param name="cause">Why there is none.</param>
    public static NodeAnswer Silent(string node, string? archive, string cause)
    {
        ArgumentException.ThrowIfNullOrEmpty(node);
        ArgumentNullException.ThrowIfNull(cause);
        return new NodeAnswer { Node = node, Archive = archive, Answered = false, Complete = false, Cause = UnreadPlaces.Shortened(cause) };
    }

    /// <summary>Reads what <c>pipeline audit --format ndjson</c> writes. Records and fields that say nothing of coverage, or that are not
    /// known, are passed over.</summary>
    /// <param name="source">Whose audit it is.</param>
    /// <param name="ndjson">The records; the stream stays open.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="FormatException">They are not those of an audit to its end, contradict each other, or are more than anybody
    /// reads: lines of 4 MiB, 4 GiB in all, 100,000 streams, 4,000,000 ranges. Nothing of them counts then.</exception>
    public static Task<NodeAnswer> ReadAsync(NodeAnswerSource source, Stream ndjson, CancellationToken cancellationToken = default) =>
        ReadAsync(source, ndjson, new AnswerBounds(), cancellationToken);

    /// <summary>The answer in few bytes, for a store: usually less than 100 an hour and stream, and about 5 a range.</summary>
    /// <exception cref="InvalidOperationException">Its parts contradict each other.</exception>
    public byte[] Pack()
    {
        if (AnswerRules.FaultOf(this) is { } fault) throw new InvalidOperationException(fault);
        return PackedAnswer.Pack(this);
    }

    /// <summary>Reads what <see cref="Pack"/> makes.</summary>
    /// <param name="packed">The bytes.</param>
    /// <exception cref="FormatException">They are something else, were damaged, or hold more than anybody reads.</exception>
    public static NodeAnswer Unpack(ReadOnlyMemory<byte> packed) => Unpack(packed, new AnswerBounds());

    internal static Task<NodeAnswer> ReadAsync(
        NodeAnswerSource source,
        Stream ndjson,
        AnswerBounds bounds,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(ndjson);
        return new AnswerReader(source, bounds).ReadAsync(ndjson, cancellationToken);
    }

    internal static NodeAnswer Unpack(ReadOnlyMemory<byte> packed, AnswerBounds bounds)
    {
        var answer = PackedAnswer.Unpack(packed, bounds);
        return AnswerRules.FaultOf(answer) is { } fault ? throw new FormatException($"no answer of a node: {fault}") : answer;
    }
}
