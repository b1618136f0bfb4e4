namespace SegmentPipeline;

/// <summary>A member of a closed set of which each is counted: a row of <see cref="EntryFates"/> or
/// <see cref="CoverageClasses"/>.</summary>
/// <typeparam name="TMember">The set.</typeparam>
/// <typeparam name="TCounts">What has a count for each of its members.</typeparam>
public sealed class CountedWord<TMember, TCounts>
    where TMember : struct, Enum
{
    private readonly Func<TCounts, long> _count;
    private readonly Func<TCounts, long, TCounts> _with;

    internal CountedWord(TMember member, string word, string description, Func<TCounts, long> count, Func<TCounts, long, TCounts> with)
    {
        (Member, Word, Description) = (member, word, description);
        (_count, _with) = (count, with);
    }

    /// <summary>The member.</summary>
    public TMember Member { get; }

    /// <summary>The word for it in every format.</summary>
    public string Word { get; }

    /// <summary>What it says, in a few words.</summary>
    public string Description { get; }

    /// <summary>Whether formats leave it out where there is none of it: what older reports do not have, new ones of the same kind do not
    /// have either.</summary>
    public bool IsRare { get; internal init; }

    /// <summary>Its count.</summary>
    /// <param name="counts">All counts.</param>
    public long CountIn(TCounts counts) => _count(counts);

    /// <summary>The counts with another of this member.</summary>
    /// <param name="counts">All counts.</param>
    /// <param name="count">The count of this member.</param>
    public TCounts WithCount(TCounts counts, long count) => _with(counts, count);

    /// <summary>The word.</summary>
    public override string ToString() => Word;
}
