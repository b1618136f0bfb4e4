namespace SegmentPipeline.Replicas;

/// <summary>What a verification by a node says of the files of the node's copy.</summary>
/// <remarks>Source: semantics §10.</remarks>
public sealed record NodeContents
{
    /// <summary>How many corrupt files are told at most; <see cref="ContentFigures.Corrupt"/> counts all.</summary>
    public const int MostCorrupt = 10_000;

    /// <summary>Name of the node.</summary>
    public required string Node { get; init; }

    /// <summary>Name of its archive, if it is known.</summary>
    public string? Archive { get; init; }

    /// <summary>When its verification began; null if that is not known, or there was none.</summary>
    public Timestamp? AsOf { get; init; }

    /// <summary>What the node calls the run, if it is known.</summary>
    public string? Run { get; init; }

    /// <summary>Whether it has read all that was asked for.</summary>
    public required bool Complete { get; init; }

    /// <summary>Why it says nothing, or not all; null if it says all.</summary>
    public string? Cause { get; init; }

    /// <summary>The figures; null if it said nothing.</summary>
    public ContentFigures? Figures { get; init; }

    /// <summary>The corrupt files, in the order in which the node has found them; the first <see cref="MostCorrupt"/>.</summary>
    public IReadOnlyList<FleetCorruptRecord> Corrupt { get; init; } = [];

    /// <summary>What stands for a node that said nothing.</summary>
    /// <param name="node">Name of the node.</param>
    /// <param name="archive">Name of its archive, if it is known.</param>
    /// <param name="cause">Why it did not.</param>
    public static NodeContents Silent(string node, string? archive, string cause)
    {
        ArgumentException.ThrowIfNullOrEmpty(node);
        ArgumentNullException.ThrowIfNull(cause);
        return new NodeContents { Node = node, Archive = archive, Complete = false, Cause = UnreadPlaces.Shortened(cause) };
    }

    /// <summary>Reads what <c>pipeline verify --format ndjson</c> writes. Records and fields that are not known are passed over.</summary>
    /// <param name="source">Whose verification it is.</param>
    /// <param name="ndjson">The records; the stream stays open.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="FormatException">They are not those of a verification to its end, contradict each other, or are more than anybody
    /// reads: lines of 4 MiB, 4 GiB in all. Nothing of them counts then.</exception>
    public static Task<NodeContents> ReadAsync(NodeAnswerSource source, Stream ndjson, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(ndjson);
        return new ContentsReader(source).ReadAsync(ndjson, cancellationToken);
    }

    /// <summary>The same in few bytes, for a store: about 50 a corrupt file.</summary>
    public byte[] Pack() => PackedContents.Pack(this);

    /// <summary>Reads what <see cref="Pack"/> makes.</summary>
    /// <param name="packed">The bytes.</param>
    /// <exception cref="FormatException">They are something else, or were damaged.</exception>
    public static NodeContents Unpack(ReadOnlyMemory<byte> packed) => PackedContents.Unpack(packed);
}
