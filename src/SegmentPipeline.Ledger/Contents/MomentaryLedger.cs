namespace SegmentPipeline.Ledger;

/// <summary>A ledger that is held only for moments, by who writes for days beside audits that come and go. Waits while an audit holds
/// it.</summary>
/// <param name="path">The file.</param>
/// <param name="root">The archive's root.</param>
/// <param name="clock">The clock that runs are dated by.</param>
/// <param name="cancellationToken">Ends waiting.</param>
internal sealed class MomentaryLedger(string path, string root, TimeProvider clock, CancellationToken cancellationToken) : IDisposable
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    /// <summary>So long it is kept open for the next write: opening and closing cost more than most writes.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromMilliseconds(250);

    /// <summary>So long it is left to others before it is held again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private AuditLedger? _held;
    private ITimer? _closing;
    private long _since;
    private long? _leftAt;
    private bool _isKnown;

    /// <summary>Writes all of it or nothing; it is durable against the end of the process when this returns.</summary>
    /// <exception cref="OperationCanceledException">Waiting was ended; nothing is written.</exception>
    /// <exception cref="LedgerException">The ledger cannot be written.</exception>
    internal void Write(Action<LedgerDatabase> work)
    {
        lock (_gate) Write(Hold(), work);
    }

    /// <summary>The same, unless somebody holds the ledger; cancelled or not.</summary>
    /// <returns>False if somebody holds it; nothing is written then.</returns>
    /// <exception cref="LedgerException">The ledger cannot be written.</exception>
    internal bool TryWrite(Action<LedgerDatabase> work)
    {
        lock (_gate)
        {
            if (TryHold() is not { } held) return false;
            Write(held, work);
            return true;
        }
    }

    /// <summary>Reads, also while an audit holds the ledger.</summary>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    internal T Read<T>(Func<LedgerDatabase, T> work)
    {
        lock (_gate)
        {
            try
            {
                if (TryHold() is { } held) return work(held.Database);
                using var reader = LedgerDatabase.OpenForReading(LedgerFile.Behind(path), isAlone: false);
                return work(reader);
            }
            catch (Exception cause) when (LedgerFaults.IsAboutTheFile(cause))
            {
                throw LedgerFaults.ExceptionFor(path, cause);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate) Leave();
    }

    private void Write(AuditLedger held, Action<LedgerDatabase> work)
    {
        var database = held.Database;
        try
        {
            lock (database.Gate) database.InTransaction(() => work(database));
        }
        catch (Exception cause) when (LedgerFaults.IsAboutTheFile(cause))
        {
            Leave();
            throw LedgerFaults.ExceptionFor(path, cause);
        }
    }

    private AuditLedger Hold()
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_held is not null && TimeProvider.System.GetElapsedTime(_since) >= LongestHold) Leave();
            if (_held is null && _leftAt is { } left && TimeProvider.System.GetElapsedTime(left) < Pause) Wait(Pause);
            if (TryHold() is { } held) return held;
            Wait(BetweenTries);
        }
    }

    private AuditLedger? TryHold()
    {
        if (_held is not null && TimeProvider.System.GetElapsedTime(_since) < LongestHold) return _held;
        Leave();
        try
        {
            _held = AuditLedger.OpenForAMoment(path, root, clock, isSame: _isKnown);
        }
        catch (LedgerException held) when (held.Fault == LedgerFault.Held)
        {
            return null;
        }

        _isKnown = true;
        _since = TimeProvider.System.GetTimestamp();
        _closing = TimeProvider.System.CreateTimer(LeaveInTime, _held, LongestHold, Timeout.InfiniteTimeSpan);
        return _held;
    }

    private void Wait(TimeSpan time)
    {
        if (cancellationToken.WaitHandle.WaitOne(time)) cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Leaves what was held when the timer was set. Timers may be early by their grain, so no clock is asked.</summary>
    private void LeaveInTime(object? held)
    {
        lock (_gate)
        {
            if (ReferenceEquals(_held, held)) Leave();
        }
    }

    private void Leave()
    {
        if (_held is null) return;
        _closing?.Dispose();
        _held.Dispose();
        (_held, _closing) = (null, null);
        _leftAt = TimeProvider.System.GetTimestamp();
    }
}
