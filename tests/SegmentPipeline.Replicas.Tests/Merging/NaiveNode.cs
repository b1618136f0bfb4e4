using SegmentPipeline.Testing;

namespace SegmentPipeline.Replicas.Tests.Merging;

/// <summary>What a node says, the simple way: of each stream its window and the class of each piece of it.</summary>
internal sealed record NaiveNode
{
    internal required string Name { get; init; }

    internal bool Answered { get; init; } = true;

    internal required bool Complete { get; init; }

    internal Timestamp? AsOf { get; init; }

    internal TimeSpan Settle { get; init; }

    internal string? Cause { get; init; }

    /// <summary>The streams that it has; of one without a window there is none.</summary>
    internal Dictionary<StreamId, NaiveCopy?> Streams { get; } = [];

    /// <summary>The moment up to which a node that has said everything knows what it does not have.</summary>
    internal long? KnownUntil => Complete && AsOf is { } asOf
        ? asOf.UnixMicroseconds - Settle.Ticks / TimeSpan.TicksPerMicrosecond
        : null;

    /// <summary>What it says of a range in which nothing changes.</summary>
    internal CoverageClass ClassOf(StreamId stream, long start)
    {
        if (Streams.GetValueOrDefault(stream) is { } copy && copy.Start <= start && start < copy.End)
            return copy.Pieces.Where(piece => piece.Start <= start && start < piece.End).Select(piece => piece.Class)
                .DefaultIfEmpty(CoverageClass.Full).Single();
        return start < KnownUntil ? CoverageClass.Missing : CoverageClass.Unknown;
    }

    /// <summary>Every moment at which it may change.</summary>
    internal IEnumerable<long> Cuts() => Streams.Values.OfType<NaiveCopy>()
        .SelectMany(copy => copy.Pieces.SelectMany(piece => new[] { piece.Start, piece.End }).Append(copy.Start).Append(copy.End))
        .Concat(KnownUntil is { } known ? [known] : []);

    /// <summary>The same as an answer.</summary>
    internal NodeAnswer ToAnswer() => new()
    {
        Node = Name,
        Answered = Answered,
        Complete = Complete,
        AsOf = AsOf,
        Settle = Settle,
        Cause = Cause,
        Streams = [.. Streams.OrderBy(one => one.Key).Select(one => new StreamAnswer
        {
            Stream = one.Key,
            Window = one.Value is { } copy ? NaiveText.Range(copy.Start, copy.End) : null,
            Spans = [.. (one.Value?.Pieces ?? []).Where(piece => piece.Class != CoverageClass.Full)
                .Select(piece => new AnswerSpan { Range = NaiveText.Range(piece.Start, piece.End), Class = piece.Class })],
        })],
    };
}

/// <param name="Start">Where its window starts.</param>
/// <param name="End">Where its window ends.</param>
/// <param name="Pieces">Its pieces, in time order; what no piece says of is full.</param>
internal sealed record NaiveCopy(long Start, long End, IReadOnlyList<(long Start, long End, CoverageClass Class)> Pieces);
