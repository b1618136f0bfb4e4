namespace SegmentPipeline.Replicas;

/// <summary>Counts what filling has come to. Many may count at once.</summary>
internal sealed class FillTally
{
    private long _hours;
    private long _wanted;
    private long _done;
    private long _published;
    private long _tombstones;
    private long _mismatches;
    private long _unfillable;
    private long _replaced;
    private long _bytes;
    private long _begun;

    /// <summary>Whether every replica could be asked about everything.</summary>
    internal bool IsComplete { get; set; } = true;

    /// <summary>Whether segments were left for another time.</summary>
    internal bool IsCutShort { get; set; }

    /// <summary>Begins a segment, unless so many are published or being fetched.</summary>
    internal bool TryBegin(long? most)
    {
        if (Interlocked.Increment(ref _begun) <= (most ?? long.MaxValue)) return true;
        GiveBack();
        return false;
    }

    /// <summary>Says that a segment that was begun is not published.</summary>
    internal void GiveBack() => Interlocked.Decrement(ref _begun);

    internal long Published => Interlocked.Read(ref _published);

    /// <summary>How far it is.</summary>
    internal FillProgress Progress => new()
    {
        Hours = Interlocked.Read(ref _hours),
        Wanted = Interlocked.Read(ref _wanted),
        Done = Interlocked.Read(ref _done),
        Bytes = Interlocked.Read(ref _bytes),
    };

    /// <summary>Adds an hour that was compared, and how many segments are missing of it.</summary>
    internal void AddHour(int wanted)
    {
        Interlocked.Increment(ref _hours);
        Interlocked.Add(ref _wanted, wanted);
    }

    /// <summary>Adds segments of an hour that turned out to be missing when it was compared again.</summary>
    internal void AddWanted(int more) => Interlocked.Add(ref _wanted, more);

    internal void Add(FillRecord record)
    {
        if (record.State is FillState.Published or FillState.Present or FillState.Unfillable) Interlocked.Increment(ref _done);
        switch (record.State)
        {
            case FillState.Published:
                Interlocked.Increment(ref _published);
                Interlocked.Add(ref _bytes, record.Bytes);
                break;
            case FillState.Replaced:
                Interlocked.Increment(ref _replaced);
                Interlocked.Add(ref _bytes, record.Bytes);
                break;
            case FillState.Tombstone:
                Interlocked.Increment(ref _tombstones);
                break;
            case FillState.Mismatch:
                Interlocked.Increment(ref _mismatches);
                break;
            case FillState.Unfillable:
                Interlocked.Increment(ref _unfillable);
                if (record.IsUnasked) IsComplete = false;
                break;
        }
    }

    /// <summary>The end.</summary>
    /// <param name="closedMicroseconds">By how much less is missing now.</param>
    /// <param name="holesFail">Whether a hole is left that counts as a failure.</param>
    /// <param name="failsOn">What counts.</param>
    internal FilledRecord ToRecord(long closedMicroseconds, bool holesFail, FillFailure failsOn)
    {
        const int findings = 1, incomplete = 3, budgetSpent = 124;
        return new FilledRecord
        {
            Wanted = _wanted,
            Published = _published,
            Tombstones = _tombstones,
            Mismatches = _mismatches,
            Unfillable = _unfillable,
            Replaced = _replaced,
            Bytes = _bytes,
            HolesClosedMicroseconds = closedMicroseconds,
            Complete = IsComplete && !IsCutShort,
            Exit = !IsComplete ? incomplete
                : holesFail || (_unfillable > 0 && failsOn != FillFailure.None) ? findings
                : IsCutShort ? budgetSpent
                : 0,
        };
    }
}
