namespace SegmentPipeline.Ledger;

/// <summary>What the last comparison with other copies said of a hole: how much of it is to be had from where. Time of the hole that it did
/// not find missing is in no figure.</summary>
public sealed record LedgerVerdict
{
    /// <summary>When that comparison began; audits may have ended since.</summary>
    public required Timestamp Compared { get; init; }

    /// <summary>How much at least one replica covers.</summary>
    public long FillableMicroseconds { get; init; }

    /// <summary>How much only another quality of the channel covers, here or there.</summary>
    public long LowerMicroseconds { get; init; }

    /// <summary>Of how much some replica could not say.</summary>
    public long UnknownMicroseconds { get; init; }

    /// <summary>How much nobody has.</summary>
    public long NowhereMicroseconds { get; init; }

    /// <summary>The replicas that cover a part of it, 20 of them at most.</summary>
    public IReadOnlyList<string> Replicas { get; init; } = [];

    /// <summary>The other qualities that cover a part of it that no replica does, 20 of them at most.</summary>
    public IReadOnlyList<string> Qualities { get; init; } = [];

    /// <summary>The figures, the best verdict first.</summary>
    internal IEnumerable<(HoleVerdict Verdict, long Microseconds)> Figures =>
    [
        (HoleVerdict.Fillable, FillableMicroseconds),
        (HoleVerdict.Lower, LowerMicroseconds),
        (HoleVerdict.Unknown, UnknownMicroseconds),
        (HoleVerdict.Nowhere, NowhereMicroseconds),
    ];

    /// <summary>In a word, or several if the parts of the hole differ: <c>fillable</c>, <c>nowhere</c>; the best first.</summary>
    public string Words => string.Join(
        ", ",
        Figures.Where(figure => figure.Microseconds > 0).Select(figure => WordOf(figure.Verdict)));

    internal static string WordOf(HoleVerdict verdict) => verdict.ToString().ToLowerInvariant();

    /// <summary>With a part added.</summary>
    internal LedgerVerdict Add(HoleVerdict verdict, long microseconds) => verdict switch
    {
        HoleVerdict.Fillable => this with { FillableMicroseconds = FillableMicroseconds + microseconds },
        HoleVerdict.Lower => this with { LowerMicroseconds = LowerMicroseconds + microseconds },
        HoleVerdict.Unknown => this with { UnknownMicroseconds = UnknownMicroseconds + microseconds },
        HoleVerdict.Nowhere => this with { NowhereMicroseconds = NowhereMicroseconds + microseconds },
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "it is no verdict"),
    };
}

/// <summary>A part of a hole as a comparison found it.</summary>
public sealed record LedgerHolePart
{
    /// <summary>The stream whose hole it is.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>The part.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>What was said of it.</summary>
    public required HoleVerdict Verdict { get; init; }

    /// <summary>Of what is fillable the replicas, of what is lower the qualities that cover it; else none.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];
}
