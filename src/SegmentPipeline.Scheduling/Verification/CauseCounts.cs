using SegmentPipeline.Verification;

namespace SegmentPipeline.Scheduling;

/// <summary>How many corrupt files there are, by their first cause: the sum is the number of files. Never changes.</summary>
internal sealed class CauseCounts
{
    private static readonly CorruptCauseKind[] Causes = Enum.GetValues<CorruptCauseKind>();

    private readonly long[] _counts = new long[Causes.Length];

    /// <summary>No file.</summary>
    internal static CauseCounts None { get; } = new();

    /// <summary>All of them together.</summary>
    internal long Files => _counts.Sum();

    /// <summary>Whether there is none of any cause; of a difference, whether there is none.</summary>
    internal bool IsNothing => Array.TrueForAll(_counts, static count => count == 0);

    /// <summary>The counts of files.</summary>
    internal static CauseCounts Of(IEnumerable<CorruptFile> files)
    {
        var counts = new CauseCounts();
        foreach (var file in files) counts._counts[Array.IndexOf(Causes, file.Causes[0].Cause)]++;
        return counts;
    }

    /// <summary>By word; every cause has one.</summary>
    internal IReadOnlyDictionary<string, long> ToWords() =>
        Causes.Zip(_counts).ToDictionary(one => VerificationWords.WordOf(one.First), one => one.Second, StringComparer.Ordinal);

    public static CauseCounts operator +(CauseCounts left, CauseCounts right) => Join(left, right, static (one, other) => one + other);

    public static CauseCounts operator -(CauseCounts left, CauseCounts right) => Join(left, right, static (one, other) => one - other);

    private static CauseCounts Join(CauseCounts left, CauseCounts right, Func<long, long, long> join)
    {
        var joined = new CauseCounts();
        for (var at = 0; at < Causes.Length; at++) joined._counts[at] = join(left._counts[at], right._counts[at]);
        return joined;
    }
}
