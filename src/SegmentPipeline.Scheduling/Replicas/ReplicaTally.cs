using SegmentPipeline.Hosting;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>What one pass tells of one other copy. Under the lock of its <see cref="PassTally"/>.</summary>
internal sealed class ReplicaTally
{
    internal int Streams { get; private set; }

    internal long Missing { get; private set; }

    internal long Extra { get; private set; }

    /// <summary>Why it could not be asked about everything; null if it could.</summary>
    internal string? Cause { get; private set; }

    /// <summary>What there is to count since it was taken last.</summary>
    internal ReplicaCounts Counts { get; private set; }

    internal void Add(ReplicaRecord record)
    {
        Streams++;
        Missing += record.Missing;
        Extra += record.Extra;
        if (Cause is null && record.Cause is { } cause) AddFault(cause);
    }

    internal void Add(FillRecord record)
    {
        if (record.State == FillState.Published)
            Counts = Counts with { Published = Counts.Published + 1, Bytes = Counts.Bytes + record.Bytes };
        else if (record.State == FillState.Mismatch) Counts = Counts with { Mismatches = Counts.Mismatches + 1 };
        else if (record is { State: FillState.Failed, Cause: { } cause } && !IsTold(cause)) AddFault(cause);
    }

    internal void AddErrors(long count) => Counts = Counts with { Errors = Counts.Errors + count };

    /// <summary>Why a copy could not be asked is told by comparing and by filling.</summary>
    private bool IsTold(string cause) => Cause == VisibleText.MakeVisible(cause);

    private void AddFault(string cause)
    {
        Cause ??= VisibleText.MakeVisible(cause);
        AddErrors(1);
    }
}
