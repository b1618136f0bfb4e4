namespace SegmentPipeline.Verification;

/// <summary>What a run may still read. Once it is spent it stays spent, so that no file is read behind one that was left.</summary>
/// <remarks>Many may ask at once.</remarks>
internal sealed class RunBudget(VerificationBudget budget, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly long _began = clock.GetTimestamp();
    private long _bytes;
    private long _files;

    /// <summary>Whether something was left because of it.</summary>
    internal bool IsSpent { get; private set; }

    /// <summary>Whether bytes are counted.</summary>
    internal bool CountsBytes => budget.Bytes is not null;

    /// <summary>Takes a file out of the budget.</summary>
    /// <param name="bytes">How many bytes are to be read of it.</param>
    /// <returns>False if the budget does not hold it; the first file it always holds.</returns>
    internal bool TryTakeFile(long bytes)
    {
        lock (_lock)
        {
            if (IsSpent || IsOver()) return !(IsSpent = true);
            var exceeds = _files >= budget.Files || (_files > 0 && _bytes + bytes > budget.Bytes);
            if (exceeds) return !(IsSpent = true);
            _bytes += bytes;
            _files++;
            return true;
        }
    }

    /// <summary>Whether a file that was taken may be begun: its time may be over since.</summary>
    internal bool MayBegin()
    {
        if (budget.Time is null) return true;
        lock (_lock)
        {
            // That no more files are taken says nothing of those that were.
            if (!IsOver()) return true;
            IsSpent = true;
            return false;
        }
    }

    private bool IsOver() => budget.Time is { } time && clock.GetElapsedTime(_began) >= time;
}
