using SegmentPipeline.Ledger;

namespace SegmentPipeline.Cli;

/// <summary>What there is to say of an archive's week, as its ledger has it.</summary>
internal sealed record DigestContent
{
    /// <summary>What the archive is called.</summary>
    internal required string Name { get; init; }

    /// <summary>The time it is about.</summary>
    internal required TimeRange Period { get; init; }

    /// <summary>Why nothing more can be said; null if it can.</summary>
    internal string? Fault { get; init; }

    /// <summary>The newest complete audit; null if there is none.</summary>
    internal LedgerRun? Newest { get; init; }

    /// <summary>The newest complete audit before the period; null if there is none.</summary>
    internal LedgerRun? Before { get; init; }

    /// <summary>The streams of <see cref="Newest"/>, the least covered first.</summary>
    internal IReadOnlyList<DigestStream> Streams { get; init; } = [];

    /// <summary>Runs that began in the period, the newest first.</summary>
    internal IReadOnlyList<LedgerRun> Runs { get; init; } = [];

    /// <summary>When audits were due that did not begin.</summary>
    internal IReadOnlyList<Timestamp> Missed { get; init; } = [];

    /// <summary>Streams that lost coverage or got some back, those that lost most first.</summary>
    internal IReadOnlyList<DigestChange> Changes { get; init; } = [];

    /// <summary>The holes that are open.</summary>
    internal required DigestHoles Open { get; init; }

    /// <summary>The holes that healed in the period.</summary>
    internal required DigestHoles Healed { get; init; }

    /// <summary>How much has been verified.</summary>
    internal LedgerContentState Contents { get; init; } = new();

    /// <summary>Corrupt files that are still there, those found last first, and how many there are.</summary>
    internal IReadOnlyList<LedgerCorrupt> Corrupt { get; init; } = [];

    /// <summary>How many corrupt files are still there.</summary>
    internal long CorruptCount { get; init; }

    /// <summary>The newest filling, also of before the period; null if there was none.</summary>
    internal LedgerRun? LastFill { get; init; }

    /// <summary>Whether a verification has ever begun.</summary>
    internal bool IsVerified { get; init; }
}

/// <summary>A stream, and how it stood before.</summary>
/// <param name="Now">Its figures.</param>
/// <param name="Before">Its figures before the period; null if it was not there.</param>
internal sealed record DigestStream(StreamRecord Now, ClassMicroseconds? Before);

/// <summary>What changed of a stream in the period.</summary>
internal sealed record DigestChange(StreamId Stream)
{
    internal long LostMicroseconds { get; set; }

    internal long New { get; set; }

    internal long Healed { get; set; }
}

/// <summary>Some holes: how many, how long together, and the longest of them.</summary>
/// <param name="most">How many of the longest are kept.</param>
internal sealed class DigestHoles(int most)
{
    private readonly PriorityQueue<LedgerFinding, (long Microseconds, long Reverse)> _longest = new();

    internal long Count { get; private set; }

    internal long Microseconds { get; private set; }

    /// <summary>How many of them came in the period.</summary>
    internal long NewCount { get; private set; }

    /// <summary>The longest, longest first, then by number.</summary>
    internal IReadOnlyList<LedgerFinding> Longest =>
    [
        .. _longest.UnorderedItems.Select(item => item.Element)
            .OrderByDescending(hole => hole.Range!.Value.Microseconds)
            .ThenBy(hole => hole.Id),
    ];

    internal void Add(LedgerFinding hole, bool isNew)
    {
        var microseconds = hole.Range?.Microseconds ?? 0;
        Count++;
        Microseconds += microseconds;
        if (isNew) NewCount++;
        _longest.Enqueue(hole, (microseconds, -hole.Id));
        if (_longest.Count > most) _longest.Dequeue();
    }
}
