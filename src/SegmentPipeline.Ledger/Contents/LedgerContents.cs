namespace SegmentPipeline.Ledger;

/// <summary>One verification of what files hold, in a ledger: what is remembered of their contents, and the run. Made by
/// <see cref="AuditLedger.BeginVerification"/>.</summary>
/// <remarks>
/// A verification may take days, so it holds the ledger only for the moments in which it writes: audits come and go meanwhile. While an
/// audit holds the ledger, <see cref="Remember"/> waits for its end, and so does the verification, which would read the same disk. What was
/// remembered survives a sudden end of the process.
/// </remarks>
public sealed class LedgerContents : IContentMemory, IDisposable
{
    private readonly MomentaryLedger _ledger;
    private readonly LedgerLock _verifying;
    private readonly TimeProvider _clock;
    private LedgerVerification _figures;
    private bool _hasEnded;

    private LedgerContents(MomentaryLedger ledger, LedgerLock verifying, TimeProvider clock, VerificationLevel level)
    {
        _ledger = ledger;
        _verifying = verifying;
        _clock = clock;
        _figures = new LedgerVerification { Level = level };
        ledger.Write(database => Run = new VerifyTable(database).Begin(Now, level));
    }

    /// <summary>Number of the run.</summary>
    public long Run { get; private set; }

    /// <summary>How far it is. What is set here is written with the next hour: a run that is cut off says how far it came.</summary>
    public LedgerVerification Figures
    {
        get => Volatile.Read(ref _figures);
        set => Volatile.Write(ref _figures, value);
    }

    private Timestamp Now => Timestamp.FromDateTimeOffset(_clock.GetUtcNow());

    /// <inheritdoc />
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public IReadOnlyDictionary<Hour, VerifiedHour> Recall(StreamId stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return _ledger.Read(database =>
        {
            var table = new ContentTable(database);
            if (table.Find(stream) is not { } id) return [];
            var corrupt = new CorruptTable(database).OpenIn(id);
            return table.In(id).ToDictionary(one => one.Hour, one => one.Verified with { Corrupt = [.. corrupt[one.Hour]] });
        });
    }

    /// <inheritdoc />
    /// <exception cref="LedgerException">The ledger cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled while it waited for an audit; nothing was taken.</exception>
    public void Remember(StreamId stream, Hour hour, VerifiedHour verified)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(verified);
        Write(database =>
        {
            var table = new ContentTable(database);
            var id = table.IdOf(stream);
            table.Put(id, hour, verified);
            var corrupt = new CorruptTable(database);
            corrupt.CloseOthers(id, hour, verified.Corrupt, Run, Now);
            corrupt.Add(id, verified.Corrupt, Run, Now);
        });
    }

    /// <inheritdoc />
    /// <exception cref="LedgerException">The ledger cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled while it waited for an audit; nothing was taken.</exception>
    public void RememberCorrupt(IReadOnlyList<CorruptFile> corrupt, Timestamp at)
    {
        ArgumentNullException.ThrowIfNull(corrupt);
        if (corrupt.Count == 0) return;
        Write(database =>
        {
            var table = new ContentTable(database);
            foreach (var files in corrupt.GroupBy(file => file.Path.Stream))
                new CorruptTable(database).Add(table.IdOf(files.Key), files, Run, at);
        });
    }

    /// <summary>Writes down how the run ended. A run that is not ended by this is cancelled when it is disposed.</summary>
    /// <param name="figures">What it came to.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="outcome">Its outcome, or null if it came to none.</param>
    /// <exception cref="LedgerException">The ledger cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled while it waited for an audit.</exception>
    public void End(LedgerVerification figures, LedgerRunStatus status, AuditOutcome? outcome)
    {
        Figures = figures;
        _ledger.Write(database => WriteEnd(database, status, outcome));
        _hasEnded = true;
    }

    /// <summary>Ends the run, if it has not ended, and lets others verify. Does not wait for an audit: a run whose end could not be written
    /// is taken for killed.</summary>
    public void Dispose()
    {
        try
        {
            if (!_hasEnded) _ledger.TryWrite(database => WriteEnd(database, LedgerRunStatus.Cancelled, null));
        }
        catch (LedgerException)
        {
            // Why the verification has not come to its end is told by whoever ended it.
        }

        _ledger.Dispose();
        _verifying.Dispose();
    }

    internal static LedgerContents Begin(
        string path,
        string root,
        VerificationLevel level,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var full = LedgerFile.Behind(path);
        var verifying = LedgerLock.AcquireForVerification(full, clock);
        var ledger = new MomentaryLedger(full, root, clock, cancellationToken);
        try
        {
            return new LedgerContents(ledger, verifying, clock, level);
        }
        catch
        {
            ledger.Dispose();
            verifying.Dispose();
            throw;
        }
    }

    private void WriteEnd(LedgerDatabase database, LedgerRunStatus status, AuditOutcome? outcome)
    {
        var table = new VerifyTable(database);
        table.Note(Run, Figures);
        table.End(Run, status, Now, outcome);
    }

    private void Write(Action<LedgerDatabase> work) => _ledger.Write(database =>
    {
        work(database);
        new VerifyTable(database).Note(Run, Figures);
    });
}
