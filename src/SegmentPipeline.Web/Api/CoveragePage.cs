using SegmentPipeline.Ledger;

namespace SegmentPipeline.Web;

/// <summary>The streams that an answer has.</summary>
internal sealed class CoveragePage
{
    private readonly IReadOnlyList<LedgerStreamCoverage> _all;

    /// <param name="coverage">The archive; null if it was never audited.</param>
    /// <param name="only">The one stream that is asked for; null for all.</param>
    /// <param name="after">The stream behind which they begin; null for the first.</param>
    /// <param name="most">How many at most.</param>
    internal CoveragePage(LedgerCoverage? coverage, StreamId? only, StreamId? after, int most)
    {
        Coverage = coverage;
        _all = only is null ? coverage?.Streams ?? [] : coverage?.Find(only) is { } found ? [found] : [];
        var first = after is null || coverage is null ? 0 : only is null ? coverage.IndexAfter(after) : after < only ? 0 : 1;
        Streams = [.. _all.Skip(first).Take(most)];
        HasMore = _all.Count - first > most;
    }

    /// <summary>The archive.</summary>
    internal LedgerCoverage? Coverage { get; }

    /// <summary>The streams, by channel then quality.</summary>
    internal IReadOnlyList<LedgerStreamCoverage> Streams { get; }

    /// <summary>Whether there are more behind them.</summary>
    internal bool HasMore { get; }

    /// <summary>What to ask with for those.</summary>
    internal string? Cursor => HasMore ? Streams[^1].Stream.ToString() : null;

    /// <summary>From the first to the last moment that was audited of all that may be asked for, on this page or another.</summary>
    internal TimeRange? Window
    {
        get
        {
            TimeRange? whole = null;
            foreach (var stream in _all)
            {
                if (stream.Window is not { } window) continue;
                whole = whole is not { } before
                    ? window
                    : new TimeRange(Timestamp.Min(before.Start, window.Start), Timestamp.Max(before.End, window.End));
            }

            return whole;
        }
    }
}
