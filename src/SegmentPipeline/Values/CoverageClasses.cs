namespace SegmentPipeline;

using Row = CountedWord<CoverageClass, ClassMicroseconds>;

/// <summary>All classes of coverage. Every format, metrics and ledgers follow from this table.</summary>
/// <remarks>Source: semantics §4. Words are an interface.</remarks>
public static class CoverageClasses
{
    /// <summary>The classes, the best first.</summary>
    public static IReadOnlyList<CountedWord<CoverageClass, ClassMicroseconds>> All { get; } =
    [
        new Row(CoverageClass.Full, "full", "covered by full segments", c => c.Full, (c, count) => c with { Full = count }),
        new Row(CoverageClass.Suspect, "suspect", "covered, at best by suspect segments", c => c.Suspect,
            (c, count) => c with { Suspect = count }),
        new Row(CoverageClass.Partial, "partial", "covered, at best by partial segments", c => c.Partial,
            (c, count) => c with { Partial = count }),
        new Row(CoverageClass.Missing, "missing", "covered by nothing", c => c.Missing, (c, count) => c with { Missing = count }),
        new Row(CoverageClass.Unknown, "unknown", "in an hour that could not be read", c => c.Unknown,
            (c, count) => c with { Unknown = count }),
        new Row(CoverageClass.Off, "off", "neither covered nor expected", c => c.Off, (c, count) => c with { Off = count })
        {
            IsRare = true,
        },
    ];

    private static readonly string[] Words =
    [
        .. Enum.GetValues<CoverageClass>().Select(@class => All.Single(row => row.Member == @class).Word),
    ];

    /// <summary>The word for a class.</summary>
    /// <param name="class">The class.</param>
    public static string WordOf(CoverageClass @class) => Words[(int)@class];
}
