namespace SegmentPipeline;

/// <summary>A type of findings: what every format, the exit of an audit, metrics and ledgers must know of it. <see cref="FindingTypes"/>
/// has all.</summary>
public abstract class FindingType
{
    private protected FindingType(string word, string description) => (Word, Description) = (word, description);

    /// <summary>The word for it in every format.</summary>
    public string Word { get; }

    /// <summary>What it tells, in a few words.</summary>
    public string Description { get; }

    /// <summary>The least level at which it makes an audit fail.</summary>
    public FailOn FailsFrom { get; internal init; }

    /// <summary>How bad it is among the types: of the worst findings those of greater weight are kept first.</summary>
    public int Weight { get; internal init; }

    /// <summary>The fields that its findings have beside stream and range, in their order.</summary>
    public IReadOnlyList<FindingField> Fields { get; internal init; } = [];

    /// <summary>Where its findings stand among records of a stream that start at one moment; null if they do not stand inside a
    /// stream.</summary>
    internal int? Rank { get; init; }

    /// <summary>Whether its findings belong to a stream.</summary>
    public abstract bool HasStream { get; }

    /// <summary>Whether its findings have a range of time.</summary>
    public abstract bool HasRange { get; }

    /// <summary>Whether its findings speak of a place in the archive beside their stream.</summary>
    internal abstract bool HasEntry { get; }

    /// <summary>The record that its findings are.</summary>
    internal abstract Type Record { get; }

    /// <summary>The stream of a finding; null if the type has none.</summary>
    /// <param name="finding">A finding of this type.</param>
    public abstract StreamId? StreamOf(Finding finding);

    /// <summary>The range of a finding; null if the type has none.</summary>
    /// <param name="finding">A finding of this type.</param>
    public abstract TimeRange? RangeOf(Finding finding);

    /// <summary>The place that a finding speaks of, as far as the finding tells it: an entry, a directory, or only a stream.</summary>
    /// <param name="finding">A finding of this type.</param>
    public abstract ArchivePath PlaceOf(Finding finding);

    /// <summary>What tells a finding from others of its type and stream, as text: an entry of the archive, of types with a stream as
    /// <c>HOUR/NAME</c>, else from the root; of a silent stream the other quality; null if only the range does.</summary>
    /// <param name="finding">A finding of this type.</param>
    public abstract string? EntryOf(Finding finding);

    /// <summary>What stands as the cause where there are no other columns: the cause itself, or a few words.</summary>
    /// <param name="finding">A finding of this type.</param>
    public abstract string? RemarkOn(Finding finding);

    /// <summary>Where a loss came from; null if that was not looked for, and of findings that are none.</summary>
    /// <param name="finding">A finding of this type.</param>
    public abstract LossCause? CauseOf(Finding finding);

    /// <summary>How many findings of this type are counted.</summary>
    /// <param name="counts">The counts.</param>
    public abstract long CountIn(FindingCounts counts);

    /// <summary>Counts with another number of this type.</summary>
    /// <param name="counts">The counts.</param>
    /// <param name="count">The number.</param>
    public abstract FindingCounts WithCount(FindingCounts counts, long count);

    /// <summary>The field of a name; null if its findings have none.</summary>
    /// <param name="name">The name.</param>
    public FindingField? Field(string name)
    {
        foreach (var field in Fields)
        {
            if (field.Name == name) return field;
        }

        return null;
    }

    /// <summary>The word.</summary>
    public override string ToString() => Word;
}
