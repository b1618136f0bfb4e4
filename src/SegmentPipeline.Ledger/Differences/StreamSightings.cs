namespace SegmentPipeline.Ledger;

/// <summary>What an audit has said of one stream, as far as differences need it.</summary>
internal sealed class StreamSightings
{
    private readonly List<TimeRange>[] _ranges = [[], [], []];

    /// <summary>The stream's figures, once its end was reached.</summary>
    internal StreamRecord? Figures { get; set; }

    /// <summary>Whether the stream's own directory could not be read.</summary>
    internal bool IsUnreadable { get; set; }

    /// <summary>What was expected of it; null if that was everything.</summary>
    internal ExpectationRecord? Expectation { get; set; }

    /// <summary>Ranges that are neither covered nor expected, in time order.</summary>
    internal List<TimeRange> Off { get; } = [];

    /// <summary>Hours that could not be read, or not all of which could.</summary>
    internal List<Hour> UnreadableHours { get; } = [];

    /// <summary>Ranges of a type, in time order: a hole of 16 bytes.</summary>
    internal List<TimeRange> RangesOf(LedgerFindingKind kind) => _ranges[(int)kind];
}
