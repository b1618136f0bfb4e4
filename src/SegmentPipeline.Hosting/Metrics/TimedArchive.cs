namespace SegmentPipeline.Hosting;

/// <summary>Selections and audits that are timed. They do what the methods of <see cref="SegmentArchive"/> do, and give the same.</summary>
public static class TimedArchive
{
    /// <summary><see cref="SegmentArchive.SelectAsync(SelectionRequest, CancellationToken)"/>, timed.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="timers">The timers.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="range">The range.</param>
    /// <param name="holes">What to do about holes.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public static Task<SegmentSequence> SelectTimedAsync(
        this SegmentArchive archive,
        OperationTimers timers,
        StreamId stream,
        TimeRange range,
        HolePolicy holes = HolePolicy.Allow,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(timers);
        return timers.Selection.RunAsync(range, range => archive.SelectAsync(stream, range, holes, cancellationToken));
    }

    /// <summary><see cref="SegmentArchive.AuditAsync(AuditRequest, AuditContext?, CancellationToken)"/>, each enumeration timed.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="timers">The timers.</param>
    /// <param name="request">What to audit.</param>
    /// <param name="context">What it is done with; null for the defaults.</param>
    /// <param name="cancellationToken">Stops it within one hour directory.</param>
    public static IAsyncEnumerable<AuditRecord> AuditTimedAsync(
        this SegmentArchive archive,
        OperationTimers timers,
        AuditRequest request,
        AuditContext? context = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(timers);
        return timers.Audit.EnumerateAsync(request, archive.AuditAsync(request, context, cancellationToken));
    }
}
