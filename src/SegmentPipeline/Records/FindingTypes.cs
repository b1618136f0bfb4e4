using System.Collections.Frozen;
using System.Globalization;

namespace SegmentPipeline;

/// <summary>All types of findings. Every format, the exit of an audit, metrics and ledgers follow from this table: a further type is its
/// record and a row, at the end.</summary>
/// <remarks>Source: semantics §4 to §6. Words and fields are an interface.</remarks>
public static class FindingTypes
{
    /// <summary>The types, in the order in which they are counted.</summary>
    public static IReadOnlyList<FindingType> All { get; } =
    [
        new FindingRow<HoleFinding>("hole", "a range that nothing covers")
        {
            FailsFrom = FailOn.Hole,
            Weight = 9,
            Rank = 1,
            Stream = hole => hole.Stream,
            Range = hole => hole.Range,
            Loss = hole => hole.Cause,
            Fields =
            [
                Text<HoleFinding>("before", hole => hole.Before?.ToString()),
                Text<HoleFinding>("after", hole => hole.After?.ToString()),
            ],
            Count = counts => counts.Hole,
            Recount = (counts, count) => counts with { Hole = count },
        },
        new FindingRow<DegradedFinding>("degraded", "a range that is covered, but not by full segments")
        {
            FailsFrom = FailOn.Degraded, Weight = 3, Rank = 2, Stream = degraded => degraded.Stream, Range = degraded => degraded.Range,
            Loss = degraded => degraded.Cause,
            Fields = [Text<DegradedFinding>("class", degraded => RecordWords.WordOf(degraded.Class))],
            Count = counts => counts.Degraded, Recount = (counts, count) => counts with { Degraded = count },
        },
        new FindingRow<OverlapFinding>("overlap", "a segment that starts before what came before it ends")
        {
            FailsFrom = FailOn.Overlap, Weight = 2, Rank = 3, Stream = overlap => overlap.Stream, Range = overlap => overlap.Range,
            Entry = overlap => overlap.Segment, Fields = [Text<OverlapFinding>("segment", overlap => overlap.Segment.ToString())],
            Count = counts => counts.Overlap, Recount = (counts, count) => counts with { Overlap = count },
        },
        new FindingRow<BadNameFinding>("bad", "a segment whose name breaks the grammar")
        {
            FailsFrom = FailOn.Any, Weight = 1, Rank = 4, Stream = bad => bad.Stream, Entry = bad => bad.Path,
            Fields = [Text<BadNameFinding>("path", bad => bad.Path.ToString()), Text<BadNameFinding>("cause", bad => bad.Cause),
                Number<BadNameFinding>("position", bad => bad.Position)],
            Count = counts => counts.Bad, Recount = (counts, count) => counts with { Bad = count },
        },
        new FindingRow<StrayFinding>("stray", "an entry where an hour, or a directory, should be")
        {
            FailsFrom = FailOn.Any, Weight = 0, Place = stray => stray.Path,
            Fields = [Text<StrayFinding>("path", stray => stray.Path.ToString()), Text<StrayFinding>("cause", stray => stray.Cause)],
            Count = counts => counts.Stray, Recount = (counts, count) => counts with { Stray = count },
        },
        new FindingRow<UnreadableFinding>("unreadable", "a directory or a file that could not be read: the audit is incomplete")
        {
            FailsFrom = FailOn.Any, Weight = 7, Rank = 6, Place = unreadable => unreadable.Path,
            Fields = [Text<UnreadableFinding>("path", unreadable => unreadable.Path.ToString()),
                Text<UnreadableFinding>("cause", unreadable => unreadable.Cause)],
            Count = counts => counts.Unreadable, Recount = (counts, count) => counts with { Unreadable = count },
        },
        new FindingRow<StaleLedgerFinding>("stale-ledger", "an hour that is not as the ledger has it")
        {
            FailsFrom = FailOn.Any,
            Weight = 6,
            Place = stale => stale.Path,
            Fields =
            [
                Text<StaleLedgerFinding>("path", stale => stale.Path.ToString()),
                Text<StaleLedgerFinding>("cause", stale => stale.Cause),
            ],
            Count = counts => counts.StaleLedger,
            Recount = (counts, count) => counts with { StaleLedger = count },
        },
        new FindingRow<SilentFinding>("silent", "a stream that ended long before another quality of its channel, or before what is expected")
        {
            FailsFrom = FailOn.Hole, Weight = 10, Stream = silent => silent.Stream, Range = silent => silent.Range,
            Distinction = silent => silent.Other, Remark = silent =>
                silent.Other is { } other ? $"{other} goes on" : "expected, but nothing came", Fields = [Text<SilentFinding>("other", silent => silent.Other)],
            Count = counts => counts.Silent, Recount = (counts, count) => counts with { Silent = count },
        },
        new FindingRow<EmptyFinding>("empty", "a segment without content")
        {
            FailsFrom = FailOn.Any, Weight = 4, Rank = 5, Stream = empty => empty.Stream, Range = empty => empty.Range,
            Entry = empty => empty.Path, Fields = [Text<EmptyFinding>("path", empty => empty.Path.ToString())],
            Count = counts => counts.Empty, Recount = (counts, count) => counts with { Empty = count },
        },
        new FindingRow<FutureFinding>("future", "segments that start after the moment of the audit")
        {
            FailsFrom = FailOn.Any, Weight = 5, Stream = future => future.Stream, Range = future => future.Range,
            Remark = future => string.Create(CultureInfo.InvariantCulture, $"{future.Segments} segments"),
            Fields = [Number<FutureFinding>("segments", future => future.Segments)],
            Count = counts => counts.Future, Recount = (counts, count) => counts with { Future = count },
        },
        new FindingRow<CorruptFinding>("corrupt", "a file whose content is not what its name promises, as a verification found it")
        {
            FailsFrom = FailOn.Corrupt, Weight = 8, Rank = 8, Stream = corrupt => corrupt.File.Path.Stream,
            Range = corrupt => corrupt.File.Range, Entry = corrupt => corrupt.File.Path,
            Fields = [Text<CorruptFinding>("path", corrupt => corrupt.File.Path.ToString()),
                Text<CorruptFinding>("cause", corrupt => RecordWords.CausesOf(corrupt.File))],
            Count = counts => counts.Corrupt, Recount = (counts, count) => counts with { Corrupt = count },
        },
    ];

    private static readonly FrozenDictionary<Type, FindingType> ByRecord = All.ToFrozenDictionary(type => type.Record);

    /// <summary>The type of a finding.</summary>
    /// <param name="finding">The finding.</param>
    public static FindingType TypeOf(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return ByRecord[finding.GetType()];
    }

    private static FindingField Text<T>(string name, Func<T, string?> value)
        where T : Finding => FindingField.Text(name, value);

    private static FindingField Number<T>(string name, Func<T, long> value)
        where T : Finding => FindingField.Number(name, value);
}
