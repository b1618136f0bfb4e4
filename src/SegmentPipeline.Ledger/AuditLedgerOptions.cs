namespace SegmentPipeline.Ledger;

/// <summary>How an <see cref="AuditLedger"/> works. Copied when it is opened.</summary>
public sealed record AuditLedgerOptions
{
    /// <summary>The clock. Runs are in the order of their numbers, whatever it shows.</summary>
    /// <value><see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How long a run may take. One that takes longer is stopped, and the next goes on there. The time to find the hours is always
    /// given.</summary>
    /// <value>Null: as long as it takes.</value>
    public TimeSpan? Budget { get; init; }

    /// <summary>How long runs are kept, with what only they need. Open findings and the last complete run of a stream stay.</summary>
    /// <value>400 days.</value>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(400);

    /// <summary>Whether to start over. The file that is there, whatever it is, gets the name <c>FILE.TIME.old</c>.</summary>
    /// <value>False.</value>
    public bool Rebuild { get; init; }

    /// <summary>Whether the archive is that of the ledger, whatever it holds: what it lost is told as a difference. Otherwise it is looked
    /// at, and refused if it holds too little of what the ledger remembers.</summary>
    /// <value>False.</value>
    public bool SameArchive { get; init; }

    /// <summary>Stands around each write of an audit, a transaction, so that a host can time it: is given the write, does it once, and
    /// gives what that gives, the number of rows that were inserted, changed or deleted. It runs on the thread that writes and holds the
    /// others up, and must not use the ledger. What the write throws is the audit's to deal with.</summary>
    /// <value>Null: nothing.</value>
    public Func<Func<long>, long>? AroundWrites { get; init; }
}
