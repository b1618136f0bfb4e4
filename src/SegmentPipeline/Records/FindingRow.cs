namespace SegmentPipeline;

/// <summary>A row of <see cref="FindingTypes"/>.</summary>
internal sealed class FindingRow<T>(string word, string description) : FindingType(word, description)
    where T : Finding
{
    internal Func<T, StreamId>? Stream { get; init; }

    internal Func<T, TimeRange>? Range { get; init; }

    /// <summary>The entry of an hour that the finding speaks of; null if findings of the type speak of none.</summary>
    internal Func<T, EntryPath>? Entry { get; init; }

    /// <summary>The place that the finding speaks of, for types without a stream; null if it has one.</summary>
    internal Func<T, ArchivePath>? Place { get; init; }

    /// <summary>What else tells the finding from others.</summary>
    internal Func<T, string?>? Distinction { get; init; }

    /// <summary>Null: the field <c>cause</c>, if there is one.</summary>
    internal Func<T, string>? Remark { get; init; }

    /// <summary>Where it came from, for types that are losses; null if nobody has looked.</summary>
    internal Func<T, LossCause?>? Loss { get; init; }

    internal required Func<FindingCounts, long> Count { get; init; }

    internal required Func<FindingCounts, long, FindingCounts> Recount { get; init; }

    public override bool HasStream => Stream is not null;

    public override bool HasRange => Range is not null;

    internal override bool HasEntry => Entry is not null || Place is not null;

    internal override Type Record => typeof(T);

    public override StreamId? StreamOf(Finding finding) => Stream?.Invoke((T)finding);

    public override TimeRange? RangeOf(Finding finding) => Range?.Invoke((T)finding);

    public override ArchivePath PlaceOf(Finding finding)
    {
        if (Entry is not null) return Entry((T)finding).FromRoot;
        return Place is not null ? Place((T)finding) : new ArchivePath(StreamOf(finding)!);
    }

    public override string? EntryOf(Finding finding) =>
        Entry?.Invoke((T)finding).ToString() ?? Place?.Invoke((T)finding).ToString() ?? Distinction?.Invoke((T)finding);

    public override string? RemarkOn(Finding finding)
    {
        if (CauseOf(finding) is { } cause) return LossCauses.WordOf(cause);
        return Remark is null ? Field("cause")?.TextIn(finding) : Remark((T)finding);
    }

    public override LossCause? CauseOf(Finding finding) => Loss?.Invoke((T)finding);

    public override long CountIn(FindingCounts counts) => Count(counts);

    public override FindingCounts WithCount(FindingCounts counts, long count) => Recount(counts, count);
}
