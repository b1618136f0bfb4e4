using System.Diagnostics.Metrics;
using System.Globalization;

namespace SegmentPipeline.Hosting;

/// <summary>The timers of what hosts do, and the place where further ones are made. All share the histograms
/// <c>segmentpipeline.operation.*</c>.</summary>
public sealed class OperationTimers
{
    private readonly OperationInstruments _instruments;

    /// <summary>Makes the instruments. The factory owns the meter.</summary>
    /// <param name="meters">Makes the meter.</param>
    /// <param name="clock">Measures wall time; null for the system's.</param>
    public OperationTimers(IMeterFactory meters, TimeProvider? clock = null)
        : this(meters, clock ?? TimeProvider.System, CpuClock.Best)
    {
    }

    internal OperationTimers(IMeterFactory meters, TimeProvider clock, CpuClock cpu)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _instruments = new OperationInstruments(meters, clock, cpu);
        Selection = For(new OperationDescription<TimeRange, SegmentSequence>
        {
            Name = "selection",
            Work = end => end.Result?.Segments.Count ?? 0,
            WorkUnit = "segment",
        });
        Audit = For(new OperationDescription<AuditRequest, AuditRecord>
        {
            Name = "audit",
            Work = end => end.Result is SummaryRecord summary ? summary.Entries.Total : 0,
            WorkUnit = "entry",
        });
        LedgerWrite = For(new OperationDescription<string, long>
        {
            Name = "ledger.write",
            Tags = [new(Label.Archive, end => end.Input)],
            Work = end => end.Result,
            WorkUnit = "row",
        });
        HttpRequest = For(new OperationDescription<HttpOperation, int>
        {
            Name = "http.request",
            Tags =
            [
                new(Label.Method, end => end.Input.KnownMethod),
                new(Label.Route, end => end.Input.Route),
                new(Label.Status, end => end.RanToEnd ? end.Result.ToString(CultureInfo.InvariantCulture) : null),
            ]
        });
    }

    /// <summary>Selections of playable sequences; a unit of work is a segment of the result.</summary>
    public OperationTimer<TimeRange, SegmentSequence> Selection { get; }

    /// <summary>Audits; a unit of work is a directory entry, as the summary counts them.</summary>
    public OperationTimer<AuditRequest, AuditRecord> Audit { get; }

    /// <summary>Writes to a ledger: the input is the archive's name, the result how many rows were written; a unit of work is a
    /// row.</summary>
    public OperationTimer<string, long> LedgerWrite { get; }

    /// <summary>HTTP requests: the result is the status code.</summary>
    public OperationTimer<HttpOperation, int> HttpRequest { get; }

    /// <summary>Makes a timer of another kind of operation. Make one for each kind, not one for each operation.</summary>
    /// <param name="description">What is to be told.</param>
    /// <typeparam name="TInput">What operations are given.</typeparam>
    /// <typeparam name="TResult">What they give; of a sequence, its items.</typeparam>
    public OperationTimer<TInput, TResult> For<TInput, TResult>(OperationDescription<TInput, TResult> description)
    {
        ArgumentNullException.ThrowIfNull(description);
        return new OperationTimer<TInput, TResult>(_instruments, description);
    }
}
