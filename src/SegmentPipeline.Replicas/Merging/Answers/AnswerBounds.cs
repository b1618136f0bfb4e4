namespace SegmentPipeline.Replicas;

/// <summary>How much of an answer is read. Nodes may be broken or hostile.</summary>
internal sealed record AnswerBounds
{
    /// <summary>The longest line; one of differences may name a thousand files.</summary>
    /// <value>4 MiB.</value>
    internal int MostLineBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>The most bytes of all lines.</summary>
    /// <value>4 GiB.</value>
    internal long MostBytes { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>The most streams.</summary>
    /// <value>100,000.</value>
    internal int MostStreams { get; init; } = 100_000;

    /// <summary>The most ranges of all streams.</summary>
    /// <value>4,000,000.</value>
    internal int MostSpans { get; init; } = 4_000_000;

    /// <exception cref="FormatException">There are more.</exception>
    internal void CheckSpans(long count)
    {
        if (count > MostSpans) throw new FormatException($"it has more than {MostSpans} ranges");
    }

    /// <exception cref="FormatException">There are more.</exception>
    internal void CheckStreams(long count)
    {
        if (count > MostStreams) throw new FormatException($"it has more than {MostStreams} streams");
    }
}
