namespace SegmentPipeline.Ledger;

/// <summary>The audits among the runs in the file: begun, ended, and found again. Runs of other kinds are none of its business.</summary>
internal sealed class RunTable(LedgerDatabase database)
{
    /// <summary>Begins an audit. One that never ended was killed.</summary>
    internal (long Id, bool HasChecks) Begin(AuditRequest request, Timestamp started)
    {
        long id = 0;
        var hasChecks = !IsGoingOn();
        database.InTransaction(() =>
        {
            database.Sql("UPDATE run SET status = 'killed' WHERE status = 'running' AND kind = 'audit'").Run();
            id = database.Sql("""
                INSERT INTO run (started, status, base_run, window_start, window_end, tolerance, has_checks)
                VALUES ($1, 'running', (SELECT max(id) FROM run WHERE status = 'complete' AND kind = 'audit'), $2, $3, $4, $5) RETURNING id
                """).Number(
                    started.UnixMicroseconds,
                    request.Start?.UnixMicroseconds,
                    request.End?.UnixMicroseconds,
                    request.Tolerance.Ticks / TimeSpan.TicksPerMicrosecond,
                    hasChecks ? 1L : 0L
                )!
                .Value;
        });
        return (id, hasChecks);
    }

    /// <summary>Whether there has been a complete audit.</summary>
    internal bool HasBase() =>
        database
            .Sql("""
                SELECT EXISTS (SELECT 1 FROM run WHERE status = 'complete' AND kind = 'audit')
                    OR EXISTS (SELECT 1 FROM stream WHERE base_run IS NOT NULL)
                """)
            .Number() == 1;

    /// <summary>Ends a run. Within a transaction.</summary>
    internal void End(long id, RunEnd end)
    {
        var summary = end.Summary;
        object?[] values =
        [
            id,
            end.Ended.UnixMicroseconds,
            Word(end.Status),
            NumberOf(end.Outcome),
            end.Progress.HoursTotal,
            end.Progress.HoursDone - end.Progress.HoursRecalled,
            end.Progress.HoursRecalled, end.HoursChecked, end.Progress.NameBytes, end.Cursor,
            .. FigureColumns.ValuesOf(summary?.Entries ?? default), .. FigureColumns.ValuesOf(summary?.Microseconds ?? default),
            .. FigureColumns.ValuesOf(summary?.Findings ?? default), .. FigureColumns.ValuesOf(end.Deltas),
        ];
        database.Sql($"""
            UPDATE run SET (ended, status, exit, hours_total, hours_read, hours_recalled, hours_checked, name_bytes, cursor,
                {FigureColumns.Entries}, {FigureColumns.Microseconds}, {FigureColumns.Findings}, {FigureColumns.Deltas})
                = ({FigureColumns.Places(2, values.Length - 1)}) WHERE id = $1
            """).Run(values);
    }

    /// <summary>Writes down a stream's figures. Within a transaction.</summary>
    internal void AddStream(long run, long stream, StreamRecord figures, DeltaCounts deltas, ExpectationRecord? expectation)
    {
        object?[] values =
        [
            run, stream, figures.Window?.Start.UnixMicroseconds, figures.Window?.End.UnixMicroseconds, (long)figures.Hours,
            .. FigureColumns.ValuesOf(figures.Entries), .. FigureColumns.ValuesOf(figures.Microseconds),
            figures.Holes,
            figures.Degraded,
            figures.Overlaps,
            figures.Discontinuities,
            figures.LongestHole.Ticks / TimeSpan.TicksPerMicrosecond,
            .. FigureColumns.ValuesOf(deltas), figures.LastEnd?.UnixMicroseconds,
            .. FigureColumns.ValuesOf(expectation),
        ];
        database.Sql($"""
            INSERT INTO run_stream (run_id, stream_id, window_start, window_end, hours, {FigureColumns.Entries}, {FigureColumns.Microseconds},
                holes, degraded, overlaps, discontinuities, longest_hole_us, {FigureColumns.Deltas}, last_end,
                {FigureColumns.Expectation})
            VALUES ({FigureColumns.Places(1, values.Length)})
            """).Run(values);
    }

    /// <summary>Moves on the turn of streams whose hours were looked at. Within a transaction.</summary>
    internal void Advance(IEnumerable<long> streams)
    {
        foreach (var stream in streams) database.Sql("UPDATE stream SET turn = turn + 1 WHERE id = $1").Run(stream);
    }

    /// <summary>The last audit that came to its end; 0 if none has. Those after it go on with one another.</summary>
    internal long LastEnded() =>
        database.Sql("SELECT ifnull(max(id), 0) FROM run WHERE status IN ('complete', 'incomplete') AND kind = 'audit'").Number() ?? 0;

    /// <summary>Notes that a run failed, in a write so small that it may find room where others did not. Within a transaction.</summary>
    internal void Fail(long id, Timestamp ended) =>
        database
            .Sql("UPDATE run SET status = 'failed', ended = $2, exit = $3 WHERE id = $1")
            .Run(id, ended.UnixMicroseconds, NumberOf(AuditOutcome.Failed));

    internal static string Word(LedgerRunStatus status) => status switch
    {
        LedgerRunStatus.Running => "running",
        LedgerRunStatus.Complete => "complete",
        LedgerRunStatus.Incomplete => "incomplete",
        LedgerRunStatus.Budget => "budget",
        LedgerRunStatus.Cancelled => "cancelled",
        LedgerRunStatus.Failed => "failed",
        _ => "killed",
    };

    internal static string Word(LedgerRunKind kind) => kind switch
    {
        LedgerRunKind.Audit => "audit",
        LedgerRunKind.Fill => "fill",
        LedgerRunKind.Verify => "verify",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of run"),
    };

    internal static long? NumberOf(AuditOutcome? outcome) => outcome is { } member ? AuditOutcomes.RowOf(member).Number : null;

    /// <summary>Whether the run goes on with one that was cut short after its checks: those need not be done again. Never twice in a row,
    /// or they would never be done.</summary>
    private bool IsGoingOn() =>
        database
            .Sql("""
                SELECT has_checks AND status IN ('running', 'killed', 'budget', 'cancelled') FROM run
                WHERE kind = 'audit' ORDER BY id DESC LIMIT 1
                """)
            .Number() == 1;
}

/// <summary>How a run ended.</summary>
internal sealed record RunEnd(
    LedgerRunStatus Status,
    Timestamp Ended,
    AuditOutcome? Outcome,
    SummaryRecord? Summary,
    AuditProgress Progress,
    long HoursChecked,
    string? Cursor,
    DeltaCounts Deltas);
