namespace SegmentPipeline.Ledger;

/// <summary>Writes one run into the ledger. After a fault of the file the audit goes on without it: its report is as good as ever, but says
/// that it failed, and it is never the base of a difference.</summary>
internal sealed class RunRecorder(
    LedgerDatabase database,
    ArchiveIdentity identity,
    SegmentArchive archive,
    AuditRequest request,
    AuditLedgerOptions options
) : IProgress<AuditProgress>
{
    private readonly FileIdentity? _file = FileIdentity.AtPath(database.Path);
    private readonly RunTable _runs = new(database);
    private readonly Timestamp _started = Timestamp.FromDateTimeOffset(options.TimeProvider.GetUtcNow());
    private StreamTable _streams = null!;
    private RunSightings _sightings = null!;
    private LedgerMemory _memory = null!;
    private long _run;
    private bool _hasBase;
    private AuditProgress _progress;
    private LedgerRunStatus _status;
    private RunDifference? _difference;
    private LedgerException? _fault;

    /// <summary>What is known of the hours.</summary>
    internal IHourMemory Memory => _memory;

    /// <summary>The run's summary with the outcome that the ledger gives it; null if the audit failed before it had one.</summary>
    internal SummaryRecord? Summary { get; private set; }

    /// <summary>Number of the run, once its end is written down.</summary>
    internal long? Recorded { get; private set; }

    /// <summary>Told how far the audit is.</summary>
    internal IProgress<AuditProgress>? Progress { get; init; }

    public void Report(AuditProgress value)
    {
        _progress = value;
        Progress?.Report(value);
    }

    /// <summary>Begins the run.</summary>
    /// <param name="advanced">Told when an hour has been read that no run before would have spared the next.</param>
    /// <exception cref="LedgerException">The ledger is damaged or cannot be written; nothing has been read yet.</exception>
    internal void Begin(Action advanced)
    {
        try
        {
            lock (database.Gate)
            {
                StreamSet.Check(database);
                _hasBase = _runs.HasBase();
                var (run, hasChecks) = _runs.Begin(request, _started);
                _run = run;
                _streams = new StreamTable(database);
                _sightings = new RunSightings(database, _streams);
                _memory = new LedgerMemory(database, _streams, new HourWriter(database, _streams, run, options.TimeProvider), hasChecks)
                {
                    LastEndedRun = _runs.LastEnded(),
                    Advanced = advanced,
                };
                new NamedFindings(database, _streams).Begin();
            }
        }
        catch (Exception cause) when (LedgerFaults.IsAboutTheFile(cause))
        {
            throw LedgerFaults.ExceptionFor(database.Path, cause);
        }
    }

    /// <summary>Takes down a record.</summary>
    internal void Add(AuditRecord record)
    {
        if (_fault is not null) return;
        try
        {
            _sightings.Add(record);
        }
        catch (Exception cause) when (LedgerFaults.IsAboutTheFile(cause))
        {
            _fault = LedgerFaults.ExceptionFor(database.Path, cause);
        }
    }

    /// <summary>The audit has ended: finds the differences. They are those of everything that could be read; of a run that was cut short
    /// there are none.</summary>
    internal void Conclude(SummaryRecord? summary, LedgerRunStatus status)
    {
        _memory.Flush();
        if (_memory.Fault is { } fault) _fault ??= LedgerFaults.ExceptionFor(database.Path, fault);
        Summary = summary;
        _status = status;
        if (status is not (LedgerRunStatus.Complete or LedgerRunStatus.Incomplete)) return;
        var scope = new RunScope(request, _started);
        Try(() =>
        {
            _sightings.Flush();
            lock (database.Gate) _difference = new RunDifference(database, _streams, _sightings, scope, _hasBase);
        });
    }

    /// <summary>The differences, in order, and what in the ledger turned out to be damaged as they were told.</summary>
    internal IEnumerable<AuditRecord> Deltas()
    {
        if (_difference is null) yield break;
        using var records = _difference.Records(new VanishedFiles(database, _streams, archive.Root)).GetEnumerator();
        while (true)
        {
            var isThere = false;
            Try(() =>
            {
                lock (database.Gate) isThere = records.MoveNext();
            });
            if (!isThere) yield break;
            if (records.Current is StaleLedgerFinding stale) Add(stale);
            yield return records.Current;
        }
    }

    /// <summary>Writes down how the run ended, all of it or nothing, and gives its summary the outcome.</summary>
    internal void Commit()
    {
        var outcome = WithDifference(Summary?.Outcome);
        Try(() =>
        {
            _sightings.Flush();
            if (FileIdentity.AtPath(database.Path) != _file)
                throw LedgerFaults.Unusable(database.Path, "it was deleted or replaced while the audit ran; the next run starts a new one");
            lock (database.Gate) database.InTransaction(() => End(outcome));
        });
        if (_fault is not null) NoteFailure();
        else Recorded = _run;
        Summary = Summary is null
            ? null
            : Summary with
            {
                Outcome = _fault is null ? outcome!.Value : AuditOutcome.Failed,
                Complete = Summary.Complete && _status != LedgerRunStatus.Budget,
            };
    }

    /// <summary>Says what went wrong with the ledger, if anything did.</summary>
    /// <exception cref="LedgerException">Something did.</exception>
    internal void ThrowIfUnrecorded()
    {
        if (_fault is not null) throw _fault;
    }

    /// <summary>Whoever took the records has left: what was read is kept, and nothing compared.</summary>
    internal void Abandon()
    {
        _memory.Flush();
        _difference = null;
        _status = LedgerRunStatus.Cancelled;
        Try(() =>
        {
            lock (database.Gate) database.InTransaction(() => End(null));
        });
        if (_fault is not null) NoteFailure();
    }

    /// <summary>Notes at least that the run failed, if the file takes that. If not, readers see that nobody holds it any more.</summary>
    private void NoteFailure()
    {
        try
        {
            var ended = Timestamp.FromDateTimeOffset(options.TimeProvider.GetUtcNow());
            lock (database.Gate) database.InTransaction(() => _runs.Fail(_run, ended));
        }
        catch (Exception cause) when (LedgerFaults.IsAboutTheFile(cause))
        {
            // The first fault is told.
        }
    }

    /// <summary>A finding that came after the audit's own summary was made.</summary>
    private void Add(StaleLedgerFinding stale)
    {
        Try(() => _sightings.Add(stale));
        if (Summary is not { } summary) return;
        var findings = summary.Findings.Plus(stale);
        Summary = summary with
        {
            Findings = findings,
            Outcome =
                summary.Outcome == AuditOutcome.Success
                    ? AuditOutcomes.OutcomeFor(findings, request.FailOn, summary.Microseconds.Total)
                    : summary.Outcome,
        };
    }

    /// <summary>The outcome of the audit with what the ledger knows beside it.</summary>
    private AuditOutcome? WithDifference(AuditOutcome? outcome) => (_status, outcome) switch
    {
        (_, null) => null,
        (LedgerRunStatus.Budget, _) => AuditOutcome.BudgetSpent,
        (LedgerRunStatus.Complete, { } audited) when _difference?.HasLosses == true => AuditOutcomes.WorseOf(
            audited,
            AuditOutcome.CoverageLost),
        _ => outcome,
    };

    private void End(AuditOutcome? outcome)
    {
        WriteEnd(outcome);
        new DigestTable(database).Seal(_run);
    }

    private void WriteEnd(AuditOutcome? outcome)
    {
        var ended = Timestamp.FromDateTimeOffset(options.TimeProvider.GetUtcNow());
        var cursor = _memory.Cursor is { } reached ? $"{reached.Stream}/{reached.Hour}" : null;
        _runs.End(
            _run,
            new RunEnd(_status, ended, outcome, Summary, _progress, _memory.HoursChecked, cursor, _difference?.Counts ?? default));

        // Of an archive that could not be read nothing is noted: the next audit would take any disk for it.
        if (_memory.Planned.Count > 0) identity.Record(database);
        var deltas = _difference?.Streams.ToDictionary(difference => difference.Stream, difference => difference.Counts);
        foreach (var (stream, sightings) in _sightings.Streams)
        {
            if (sightings.Figures is { } figures)
                _runs.AddStream(_run, _streams.IdOf(stream), figures, deltas?.GetValueOrDefault(stream) ?? default,
                    sightings.Expectation);
        }

        _runs.Advance(_memory.Planned.Keys.Select(_streams.IdOf));
        var named = new NamedFindings(database, _streams);
        if (_status == LedgerRunStatus.Incomplete) named.ApplyIncomplete(_run, _started);
        if (_status != LedgerRunStatus.Complete) return;
        named.ApplyComplete(_run, _started, new RunScope(request, _started));
        _difference!.Apply(_run, _started, _memory.Planned);
        new RunRetention(database, _streams, options.Retention).Apply(_started, _run);
        StreamSet.Sign(database);
    }

    /// <summary>Does something to the file, unless it has failed already.</summary>
    private void Try(Action work)
    {
        if (_fault is not null) return;
        try
        {
            work();
        }
        catch (Exception cause) when (LedgerFaults.IsAboutTheFile(cause))
        {
            _fault = LedgerFaults.ExceptionFor(database.Path, cause);
        }
    }
}
