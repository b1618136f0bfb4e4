namespace SegmentPipeline.Verification;

/// <summary>Adds up what was found.</summary>
internal sealed class VerificationTally
{
    private long _right;
    private long _corrupt;
    private long _unreadable;
    private long _vanished;
    private long _bytes;
    private long _unreadableDirectories;
    private long _drawnChecked;
    private long _drawnCorrupt;
    private ClockCounts _clocks = new();

    /// <summary>Files of the request, as far as they are known.</summary>
    internal long Files { get; set; }

    /// <summary>How many files were drawn; null if none were.</summary>
    internal long? Drawn { get; set; }

    /// <summary>Files that were read and judged, or could not be read, or were gone.</summary>
    internal long Met => Checked + _unreadable + _vanished;

    internal long Checked => _right + _corrupt;

    /// <summary>Whether a file's turn came when the run was to end.</summary>
    internal bool HasUnread { get; private set; }

    internal bool IsAllRead => _unreadable == 0 && _unreadableDirectories == 0;

    internal void AddDirectory() => _unreadableDirectories++;

    /// <summary>Adds an entry of which is not known whether it is a file.</summary>
    internal void AddUntold()
    {
        Files++;
        _unreadable++;
    }

    /// <summary>Adds files that are gone, by their number.</summary>
    internal void AddMissing(int files) => _vanished += files;

    internal void Add(FileReading reading)
    {
        if (reading.Verdict is not { } verdict)
        {
            HasUnread = true;
            return;
        }

        _bytes += verdict.BytesRead;
        switch (verdict.Outcome)
        {
            case ReadingOutcome.Unreadable:
                _unreadable++;
                return;
            case ReadingOutcome.Vanished:
                _vanished++;
                return;
        }

        var isCorrupt = verdict.Causes.Count > 0;
        if (isCorrupt) _corrupt++;
        else _right++;
        if (reading.IsNeighbour) return;
        _drawnChecked++;
        if (isCorrupt) _drawnCorrupt++;
    }

    internal void Add(ClockFault fault) => _clocks = ClockFaults.RowOf(fault).AddTo(_clocks);

    /// <summary>The end.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="end">How it ended.</param>
    /// <exception cref="AuditFailedException">The figures do not balance.</exception>
    internal VerificationSummaryRecord ToRecord(VerificationRequest request, RunEnd end)
    {
        // An hour may have got files since it was counted.
        var files = Math.Max(Files, Met);
        var record = new VerificationSummaryRecord
        {
            Level = request.Level,
            Files = files,
            Bytes = _bytes,
            Right = _right,
            Corrupt = _corrupt,
            Unreadable = _unreadable,
            Vanished = _vanished,
            NotChecked = files - Met,
            Seed = end.Seed,
            Bound = end.IsWhole ? FindBound(files) : null,
            OldestUnverified = end.OldestUnverified,
            Complete = end.IsWhole && IsAllRead,
            Outcome = end.Outcome ?? OutcomeOf(request.FailOn, files, end.IsWhole),
            Elapsed = end.Elapsed,
            Sampled = Drawn is { } drawn ? new SampledFiles { Files = drawn, Checked = _drawnChecked, Corrupt = _drawnCorrupt } : null,
            UnreadableDirectories = _unreadableDirectories,
            Clocks = _clocks,
        };
        var isBalanced = record.Checked == record.Right + record.Corrupt && record.NotChecked >= 0
            && record.Files == record.Checked + record.Unreadable + record.Vanished + record.NotChecked;
        return isBalanced ? record : throw new AuditFailedException($"the figures do not balance: {record}; tell whoever makes this program");
    }

    /// <summary>What could not be read counts as not looked at. Without a sample only everything says something.</summary>
    private CorruptBound? FindBound(long files)
    {
        if (files == 0 || (Drawn is null && Checked != files)) return null;
        return new CorruptBound
        {
            CorruptAtMost = Math.Max(_corrupt, HypergeometricBound.Find(files, _drawnChecked, _drawnCorrupt)),
            Files = files,
        };
    }

    private AuditOutcome OutcomeOf(VerificationFailOn failOn, long files, bool isWhole)
    {
        if (!IsAllRead) return AuditOutcome.Incomplete;
        if (files == 0 && failOn != VerificationFailOn.None) return AuditOutcome.Failed;
        var fails = failOn != VerificationFailOn.None && _corrupt > 0;
        fails |= ClockFaults.All.Any(row => row.FailsFrom is { } from && from <= failOn && row.CountIn(_clocks) > 0);
        if (fails) return AuditOutcome.Findings;
        return isWhole ? AuditOutcome.Success : AuditOutcome.BudgetSpent;
    }
}

/// <summary>How a run ended.</summary>
/// <param name="IsWhole">Whether all that was asked for had its turn.</param>
/// <param name="Elapsed">How long it took.</param>
internal readonly record struct RunEnd(bool IsWhole, TimeSpan Elapsed)
{
    /// <summary>The outcome if it does not follow from the figures.</summary>
    internal AuditOutcome? Outcome { get; init; }

    internal long? Seed { get; init; }

    internal TimeSpan? OldestUnverified { get; init; }
}
