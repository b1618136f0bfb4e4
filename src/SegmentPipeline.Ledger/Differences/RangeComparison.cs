using System.Runtime.InteropServices;

namespace SegmentPipeline.Ledger;

/// <summary>Compares the ranges of one type and stream with those of before.</summary>
/// <remarks>
/// Only what both looked at is compared: ranges of before are clipped to what is known now, so a window that moved neither heals nor
/// shrinks anything. A range now is the same as those of before that it overlaps: longer than they together it has grown, shorter it has
/// shrunk. It keeps the earliest first sight of them. One of before that overlaps none is healed, or excused if nobody expects any more
/// that all of it is covered, and it is not. What lies outside of the window is left,
/// and compared again should a window come back to it.
/// </remarks>
/// <param name="class">The type.</param>
/// <param name="window">What was audited now; null if nothing was.</param>
/// <param name="unknown">What could not be read of it.</param>
internal sealed class RangeComparison(CoverageClass @class, TimeRange? window, IReadOnlyList<TimeRange> unknown)
{
    private int _nextOff;

    /// <summary>What is neither covered nor expected now, in time order.</summary>
    internal IReadOnlyList<TimeRange> Off { get; set; } = [];

    /// <summary>What is different.</summary>
    internal List<RangeDelta> Deltas { get; } = [];

    /// <summary>What the ledger is to change.</summary>
    internal List<RangeEdit> Edits { get; } = [];

    /// <summary>Compares.</summary>
    /// <param name="before">The ranges of before, in time order; none overlaps another.</param>
    /// <param name="now">The ranges now, likewise.</param>
    internal void Compare(IReadOnlyList<OpenRange> before, IReadOnlyList<TimeRange> now)
    {
        var pieces = Pieces(before);
        var isMatched = new bool[pieces.Count];
        var fates = new Fate[before.Count];
        var next = 0;
        foreach (var range in now)
        {
            while (next < pieces.Count && pieces[next].Range.End <= range.Start) next++;
            var end = next;
            for (; end < pieces.Count && pieces[end].Range.Start < range.End; end++)
            {
                isMatched[end] = true;
                if (fates[pieces[end].Before] == Fate.None) fates[pieces[end].Before] = Fate.Merged;
            }

            if (next == end) AddNew(range);
            else Match(range, CollectionsMarshal.AsSpan(pieces)[next..end], before, fates);
        }

        for (var i = 0; i < pieces.Count; i++)
        {
            if (isMatched[i]) continue;
            var isExcused = IsExcused(pieces[i].Range);
            if (isExcused && fates[pieces[i].Before] == Fate.None) fates[pieces[i].Before] = Fate.Excused;
            var change = isExcused ? DeltaChange.Excused : DeltaChange.Healed;
            Deltas.Add(new RangeDelta(change, @class, pieces[i].Range, pieces[i].Range));
        }

        for (var i = 0; i < before.Count; i++) Settle(before, i, fates[i]);
    }

    /// <summary>Whether some of a range is off. Ranges are asked for in time order.</summary>
    private bool IsExcused(TimeRange range)
    {
        while (_nextOff < Off.Count && Off[_nextOff].End <= range.Start) _nextOff++;
        return _nextOff < Off.Count && Off[_nextOff].Start < range.End;
    }

    private List<Piece> Pieces(IReadOnlyList<OpenRange> before)
    {
        var pieces = new List<Piece>(before.Count);
        if (window is not { } looked) return pieces;
        for (var i = 0; i < before.Count; i++)
        {
            var inside = before[i].Range.Intersect(looked);
            if (inside.IsEmpty) continue;
            if (unknown.Count == 0) pieces.Add(new Piece(i, inside));
            else AddPieces(pieces, i, inside);
        }

        return pieces;
    }

    private void AddPieces(List<Piece> pieces, int index, TimeRange inside)
    {
        foreach (var range in RangeSets.Subtract([inside], unknown)) pieces.Add(new Piece(index, range));
    }

    private void AddNew(TimeRange range)
    {
        Deltas.Add(new RangeDelta(DeltaChange.New, @class, range, null));
        Edits.Add(new RangeEdit(null, LedgerFindingState.Open, range, null, 0));
    }

    private void Match(TimeRange range, ReadOnlySpan<Piece> pieces, IReadOnlyList<OpenRange> before, Fate[] fates)
    {
        var (total, longest, first) = (0L, pieces[0].Range, before[pieces[0].Before]);
        foreach (var piece in pieces)
        {
            total += piece.Range.Microseconds;
            if (piece.Range.Microseconds > longest.Microseconds) longest = piece.Range;
            if (before[piece.Before].FirstRun < first.FirstRun) first = before[piece.Before];
        }

        if (range.Microseconds != total)
            Deltas.Add(new RangeDelta(range.Microseconds > total ? DeltaChange.Grown : DeltaChange.Shrunk, @class, range, longest));
        foreach (var piece in pieces)
        {
            if (fates[piece.Before] == Fate.GoesOn) continue;
            fates[piece.Before] = Fate.GoesOn;
            var row = before[piece.Before];
            var goesOn = new OpenRange(row.Id, range, LedgerFindingState.Open, first.FirstRun, first.FirstSeen);
            if (goesOn != row) Edits.Add(new RangeEdit(row.Id, LedgerFindingState.Open, range, first.FirstRun, first.FirstSeen));
            return;
        }

        Edits.Add(new RangeEdit(null, LedgerFindingState.Open, range, first.FirstRun, first.FirstSeen));
    }

    /// <summary>Sees to a row that no range now goes on with, and to what lies outside of the window.</summary>
    private void Settle(IReadOnlyList<OpenRange> before, int index, Fate fate)
    {
        var row = before[index];
        var inside = window is { } looked ? row.Range.Intersect(looked) : default;
        if (inside.IsEmpty)
        {
            if (row.State == LedgerFindingState.Open)
                Edits.Add(new RangeEdit(row.Id, LedgerFindingState.Left, row.Range, row.FirstRun, row.FirstSeen));
            return;
        }

        if (fate == Fate.Merged) Edits.Add(new RangeEdit(row.Id, null, row.Range, row.FirstRun, row.FirstSeen));
        if (fate == Fate.None) Edits.Add(new RangeEdit(row.Id, LedgerFindingState.Healed, inside, row.FirstRun, row.FirstSeen));
        if (fate == Fate.Excused) Edits.Add(new RangeEdit(row.Id, LedgerFindingState.Excused, inside, row.FirstRun, row.FirstSeen));
        if (inside == row.Range) return;
        foreach (var outside in RangeSets.Subtract([row.Range], [inside])) Leave(before, index, outside);
    }

    /// <summary>A part that has left the window joins what has left before it, so a hole at the edge of a window that moves each night
    /// stays one row.</summary>
    private void Leave(IReadOnlyList<OpenRange> before, int index, TimeRange outside)
    {
        var row = before[index];
        var earlier = index > 0 ? before[index - 1] : default;
        var joins =
            index > 0 && earlier.State == LedgerFindingState.Left && earlier.FirstRun == row.FirstRun && earlier.Range.End == outside.Start;
        Edits.Add(joins
                ? new RangeEdit(
                    earlier.Id,
                    LedgerFindingState.Left,
                    new TimeRange(earlier.Range.Start, outside.End),
                    row.FirstRun,
                    row.FirstSeen)
            : new RangeEdit(null, LedgerFindingState.Left, outside, row.FirstRun, row.FirstSeen));
    }

    /// <summary>What becomes of a row.</summary>
    private enum Fate : byte
    {
        None,
        Merged,
        GoesOn,
        Excused,
    }

    /// <summary>The part of a range of before that is looked at now.</summary>
    private readonly record struct Piece(int Before, TimeRange Range);
}
