namespace SegmentPipeline;

/// <summary>What a finding puts into which column.</summary>
internal readonly record struct CsvRow
{
    internal StreamId? Stream { get; init; }

    internal TimeRange? Range { get; init; }

    internal string? Class { get; init; }

    internal string? Before { get; init; }

    internal string? After { get; init; }

    internal string? Segment { get; init; }

    internal string? Path { get; init; }

    internal string? Cause { get; init; }

    internal int? Position { get; init; }

    internal static CsvRow Of(Finding finding) => finding switch
    {
        HoleFinding hole => new() { Stream = hole.Stream, Range = hole.Range, Before = hole.Before, After = hole.After },
        DegradedFinding degraded => new()
        {
            Stream = degraded.Stream,
            Range = degraded.Range,
            Class = RecordWords.Of(degraded.Class),
        },
        OverlapFinding overlap => new() { Stream = overlap.Stream, Range = overlap.Range, Segment = overlap.Segment },
        EmptyFinding empty => new() { Stream = empty.Stream, Range = empty.Range, Path = empty.Path },
        SilentFinding silent => new() { Stream = silent.Stream, Range = silent.Range, Cause = $"{silent.Other} goes on" },
        FutureFinding future => new() { Stream = future.Stream, Range = future.Range, Cause = $"{future.Segments} segments" },
        BadNameFinding bad => new() { Stream = bad.Stream, Path = bad.Path, Cause = bad.Cause, Position = bad.Position },
        StrayFinding stray => new() { Path = stray.Path, Cause = stray.Cause },
        StaleLedgerFinding stale => new() { Path = stale.Path, Cause = stale.Cause },
        UnreadableFinding unreadable => new() { Path = unreadable.Path, Cause = unreadable.Cause },
        _ => throw new ArgumentOutOfRangeException(nameof(finding), finding, "no such finding"),
    };
}
