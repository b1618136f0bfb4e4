using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>Microseconds of each <see cref="CoverageClass"/> of a window, an hour or an archive.</summary>
[JsonConverter(typeof(ClassMicrosecondsJsonConverter))]
public readonly record struct ClassMicroseconds
{
    /// <summary>Microseconds covered by full segments.</summary>
    public long Full { get; init; }

    /// <summary>Microseconds covered at best by suspect segments.</summary>
    public long Suspect { get; init; }

    /// <summary>Microseconds covered at best by partial segments.</summary>
    public long Partial { get; init; }

    /// <summary>Microseconds covered by nothing.</summary>
    public long Missing { get; init; }

    /// <summary>Microseconds of unreadable hours that nothing readable covers.</summary>
    public long Unknown { get; init; }

    /// <summary>Microseconds that are neither covered nor expected.</summary>
    public long Off { get; init; }

    /// <summary>All of them together: the length of what was audited.</summary>
    public long Total => Full + Suspect + Partial + Missing + Unknown + Off;

    /// <summary>What coverage is measured against: the time that was expected, and what is covered or unknown beside it.</summary>
    public long Measured => Total - Off;

    /// <summary>Microseconds covered by anything: full, suspect and partial.</summary>
    public long Covered => Full + Suspect + Partial;

    /// <summary>Class by class, the sum of two.</summary>
    public static ClassMicroseconds operator +(ClassMicroseconds left, ClassMicroseconds right) => new()
    {
        Full = left.Full + right.Full,
        Suspect = left.Suspect + right.Suspect,
        Partial = left.Partial + right.Partial,
        Missing = left.Missing + right.Missing,
        Unknown = left.Unknown + right.Unknown,
        Off = left.Off + right.Off,
    };

    /// <summary>The sum of two; the same as the operator.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static ClassMicroseconds Add(ClassMicroseconds left, ClassMicroseconds right) => left + right;

    /// <summary>This with more of one class.</summary>
    /// <param name="class">The class.</param>
    /// <param name="microseconds">How much more.</param>
    internal ClassMicroseconds Plus(CoverageClass @class, long microseconds) => @class switch
    {
        CoverageClass.Full => this with { Full = Full + microseconds },
        CoverageClass.Suspect => this with { Suspect = Suspect + microseconds },
        CoverageClass.Partial => this with { Partial = Partial + microseconds },
        CoverageClass.Missing => this with { Missing = Missing + microseconds },
        CoverageClass.Unknown => this with { Unknown = Unknown + microseconds },
        CoverageClass.Off => this with { Off = Off + microseconds },
        _ => throw new ArgumentOutOfRangeException(nameof(@class), @class, "no such class"),
    };
}
