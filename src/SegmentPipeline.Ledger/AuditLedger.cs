namespace SegmentPipeline.Ledger;

/// <summary>History of an archive, in one file of SQLite: audits that read only what may have changed and say what is different, and what
/// became of fillings.</summary>
/// <remarks>
/// The report of an audit is the same, byte for byte, with a ledger and without one, apart from the differences and the outcome that they
/// give. One program writes to a ledger at a time, any number read. A process may end at any moment: what it had not written down is read
/// again. The members may be called from many threads at once, but audits one after the other.
/// </remarks>
public sealed partial class AuditLedger : IDisposable
{
    /// <summary>What a ledger is called where nobody says otherwise: <c>pipeline.db</c>.</summary>
    public const string DefaultFileName = "pipeline.db";

    private readonly LedgerDatabase _database;
    private readonly ArchiveIdentity? _archive;
    private readonly LedgerLock? _lock;
    private readonly AuditLedgerOptions _options;
    private int _isAuditing;

    private AuditLedger(LedgerDatabase database)
    {
        _database = database;
        _options = new AuditLedgerOptions();
    }

    private AuditLedger(OpenedLedger opened, LedgerLock held, AuditLedgerOptions options)
    {
        _database = opened.Database;
        _archive = opened.Archive;
        Note = opened.Note;
        _lock = held;
        _options = options;
        _database.AroundWrites = options.AroundWrites;
    }

    /// <summary>The file.</summary>
    internal LedgerDatabase Database => _database;

    /// <summary>Absolute path of the file.</summary>
    public string Path => _database.Path;

    /// <summary>What whoever runs audits should know of the archive: that it was taken for the ledger's by what it holds, although its root
    /// is another directory than before. One line; null if there is nothing to say.</summary>
    public string? Note { get; }

    /// <summary>Opens the ledger of an archive, and makes it if there is none. It is held until it is disposed.</summary>
    /// <param name="path">The file. A file <c>PATH.lock</c> beside it says who holds it.</param>
    /// <param name="root">The archive's root, whose ledger it must be: it must hold enough of the streams and hours that the ledger
    /// remembers, by their names. It may have moved, been restored, or be on another disk. Names are read of a sample of the
    /// streams.</param>
    /// <param name="options">How it works; null for the defaults.</param>
    /// <exception cref="LedgerException">It is held, of another archive, of a newer program, damaged, or cannot be written. It is
    /// untouched.</exception>
    public static AuditLedger Open(string path, string root, AuditLedgerOptions? options = null) =>
        Open(path, root, options ?? new AuditLedgerOptions(), LedgerSchema.Migrations);

    /// <summary>Opens a ledger to read it only, also while an audit writes to it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="LedgerException">There is none, it is of a newer or older program, damaged, or cannot be read.</exception>
    public static AuditLedger OpenForReading(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var file = new LedgerFile(LedgerFile.Behind(path), LedgerSchema.Migrations);
        return new AuditLedger(file.OpenForReading());
    }

    /// <summary>Opens a ledger to read it only, if there is one: one that is just being made for the first time is none yet.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The ledger; null if there is none yet.</returns>
    /// <exception cref="LedgerException">It is of a newer or older program, damaged, or cannot be read.</exception>
    public static AuditLedger? TryOpenForReading(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var file = new LedgerFile(LedgerFile.Behind(path), LedgerSchema.Migrations);
        return file.IsMade() ? new AuditLedger(file.OpenForReading()) : null;
    }

    /// <summary>Finds out whether <see cref="Open(string, string, AuditLedgerOptions?)"/> could open the ledger of an archive, or make it.
    /// Changes nothing, holds nothing, and does not mind who holds it now.</summary>
    /// <param name="path">The file.</param>
    /// <param name="root">The archive's root.</param>
    /// <exception cref="LedgerException">It could not: of another archive, of a newer program, damaged, or not to be written.</exception>
    public static void EnsureUsable(string path, string root)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        new LedgerFile(LedgerFile.Behind(path), LedgerSchema.Migrations).EnsureUsableFor(
            System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(root)));
    }

    /// <summary>Audits the archive, reading only hours that may have changed since they were read last, and a thirtieth of the others to
    /// check the ledger itself.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="request">What to audit.</param>
    /// <param name="context">What it is done with; null for the defaults. Its memory is the ledger, whatever it has.</param>
    /// <param name="cancellationToken">Stops it within one hour directory; what was read is kept, and the next run goes on from
    /// there.</param>
    /// <returns>
    /// The records of <see cref="SegmentArchive.AuditAsync(AuditRequest, AuditContext?, CancellationToken)"/>; before the summary the
    /// differences from the last complete run, stream by stream in time order; in the summary <see cref="AuditOutcome.CoverageLost"/> if coverage was lost, unless
    /// something worse stands. When the budget runs out there are no differences, the summary is not complete, says <see cref="AuditOutcome.BudgetSpent"/>, and is the end. If the
    /// ledger fails on the way, the report comes to its end without it, as <see cref="AuditOutcome.Failed"/>, and then the exception. Memory grows with the
    /// number of holes by 16 bytes each, and with the differences.
    /// </returns>
    /// <exception cref="LedgerException">The ledger cannot be written.</exception>
    /// <exception cref="InvalidOperationException">It was opened for reading only, or an audit is under way.</exception>
    public async IAsyncEnumerable<AuditRecord> AuditAsync(
        SegmentArchive archive,
        AuditRequest request,
        AuditContext? context = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(request);
        context ??= new AuditContext();
        if (_lock is null) throw new InvalidOperationException($"the ledger {Path} was opened for reading only");
        if (Interlocked.Exchange(ref _isAuditing, 1) != 0)
            throw new InvalidOperationException($"an audit that writes to the ledger {Path} is under way");
        _audited = null;
        try
        {
            var recorder = new RunRecorder(_database, _archive!, archive, request, _options) { Progress = context.Progress };
            var audit = new RecordedAudit(recorder, archive, request, context, _options);
            await foreach (var record in audit.RecordsAsync(cancellationToken).ConfigureAwait(false))
            {
                _audited = recorder.Recorded;
                yield return record;
            }
        }
        finally
        {
            Volatile.Write(ref _isAuditing, 0);
        }
    }

    /// <inheritdoc cref="AuditAsync(SegmentArchive, AuditRequest, AuditContext?, CancellationToken)" />
    public IAsyncEnumerable<AuditRecord> AuditAsync(SegmentArchive archive, AuditRequest request, CancellationToken cancellationToken) =>
        AuditAsync(archive, request, null, cancellationToken);

    /// <summary>The newest runs, newest first, with their streams. All of it is in memory: some hundred bytes a stream of each
    /// run.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="stream">Only runs that audited or filled this stream, and of their streams only it; null for all.</param>
    /// <param name="kind">Only runs of this kind; null for all.</param>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public IReadOnlyList<LedgerRun> Runs(int most, StreamId? stream = null, LedgerRunKind? kind = null) =>
        [.. RunsWithoutStreams(most, stream, kind).Select(run => run with { Streams = [.. StreamsOf(run.Id, stream)] })];

    /// <summary>The newest runs, newest first; of each only what it says as a whole.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="stream">Only runs that audited or filled this stream; null for all.</param>
    /// <param name="kind">Only runs of this kind; null for all.</param>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public IReadOnlyList<LedgerRun> RunsWithoutStreams(int most, StreamId? stream = null, LedgerRunKind? kind = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        try
        {
            return Reader().Newest(most, stream, kind);
        }
        catch (Exception cause) when (LedgerFaults.IsAboutTheFile(cause))
        {
            throw LedgerFaults.ExceptionFor(Path, cause);
        }
    }

    /// <summary>The streams that a run came to the end of, by channel then quality. Read page by page.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="stream">Only this stream; null for all.</param>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public IEnumerable<LedgerStreamRun> StreamsOf(long run, StreamId? stream = null) => Told(Reader().StreamsOf(run, stream));

    /// <summary>Findings with their life spans: kind by kind, the open ones first, each by start. Read page by page; a page costs the same
    /// wherever it is.</summary>
    /// <param name="filter">Which; null for all holes.</param>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public IEnumerable<LedgerFinding> Findings(LedgerFindingFilter? filter = null) =>
        Told(new FindingReader(_database, filter ?? new LedgerFindingFilter()).All());

    private IEnumerable<T> Told<T>(IEnumerable<T> rows)
    {
        using var row = rows.GetEnumerator();
        while (true)
        {
            try
            {
                if (!row.MoveNext()) yield break;
            }
            catch (Exception cause) when (LedgerFaults.IsAboutTheFile(cause))
            {
                throw LedgerFaults.ExceptionFor(Path, cause);
            }

            yield return row.Current;
        }
    }

    /// <summary>Closes the file and lets go of it.</summary>
    public void Dispose()
    {
        lock (_database.Gate) _database.Dispose();
        _lock?.Dispose();
    }

    private RunReader Reader() => new(
        _database,
        isLetGo: _lock is null && LedgerLock.IsLetGo(Path),
        isVerifying: !LedgerLock.IsLetGo(LedgerLock.VerificationOf(Path)));

    internal static AuditLedger Open(string path, string root, AuditLedgerOptions options, IReadOnlyList<string> migrations) =>
        Open(path, root, options, migrations, LedgerLock.Acquire);

    /// <summary>Opens it for a write or a few.</summary>
    /// <param name="path">The file.</param>
    /// <param name="root">The archive's root.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="isSame">Whether the caller knows that the archive is the ledger's.</param>
    internal static AuditLedger OpenForAMoment(string path, string root, TimeProvider clock, bool isSame) => Open(
        path,
        root,
        new AuditLedgerOptions { TimeProvider = clock, SameArchive = isSame },
        LedgerSchema.Migrations,
        LedgerLock.AcquireForAMoment);

    private static AuditLedger Open(
        string path,
        string root,
        AuditLedgerOptions options,
        IReadOnlyList<string> migrations,
        Func<string, TimeProvider, LedgerLock> acquire)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        var full = LedgerFile.Behind(path);
        var file = new LedgerFile(full, migrations);
        file.RefuseOtherThanFile();
        var held = acquire(full, options.TimeProvider);
        try
        {
            if (options.Rebuild) file.PutAside(options.TimeProvider);
            return new AuditLedger(
                file.OpenFor(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(root)), options.SameArchive),
                held,
                options);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }
}
