using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace SegmentPipeline;

/// <summary>Adds causes to a report.</summary>
public static class AuditRecordCauses
{
    /// <summary>The same records in the same order; each hole and each degraded range says where it came from. All records are held back
    /// until the report is over, since each may be evidence: memory follows the number of findings. A report that breaks off is handed on
    /// as it is, without causes.</summary>
    /// <param name="records">The records of an audit.</param>
    /// <param name="others">Asks what the other copies say, once the windows of this one's streams are known; null if there are no
    /// others.</param>
    /// <param name="prepare">Adds what else is known of this copy, such as where the encoder began anew; null if nothing is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async IAsyncEnumerable<AuditRecord> WithCausesAsync(
        this IAsyncEnumerable<AuditRecord> records,
        Func<TimeRange, CancellationToken, Task<IReadOnlyList<CopyEvidence>>>? others = null,
        Action<CopyEvidence>? prepare = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        var held = new List<AuditRecord>();
        var here = new CopyEvidence();
        var broken = await HoldAsync(records, held, here, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<CopyEvidence> asked = [];
        if (broken is null)
        {
            prepare?.Invoke(here);
            (asked, broken) = await AskAsync(others, held, cancellationToken).ConfigureAwait(false);
        }

        var finder = broken is null ? new CauseFinder(here, asked) : null;
        foreach (var record in held) yield return finder is null ? record : WithCause(record, finder);
        broken?.Throw();
    }

    /// <summary>Reads all records.</summary>
    /// <returns>What the report broke off with; its records end with their summary even so.</returns>
    private static async Task<ExceptionDispatchInfo?> HoldAsync(
        IAsyncEnumerable<AuditRecord> records, List<AuditRecord> held, CopyEvidence here, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var record in records.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                held.Add(record);
                here.Add(record);
            }

            return null;
        }
        catch (Exception fault) when (held.Count > 0 && fault is not OutOfMemoryException)
        {
            return ExceptionDispatchInfo.Capture(fault);
        }
    }

    /// <summary>Asks the others.</summary>
    /// <returns>What they say, or what that broke off with.</returns>
    private static async Task<(IReadOnlyList<CopyEvidence> Asked, ExceptionDispatchInfo? Broken)> AskAsync(
        Func<TimeRange, CancellationToken, Task<IReadOnlyList<CopyEvidence>>>? others,
        List<AuditRecord> held,
        CancellationToken cancellationToken)
    {
        if (others is null || held.OfType<StreamRecord>().Aggregate((TimeRange?)null, Joined) is not { } window) return ([], null);
        try
        {
            return (await others(window, cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return ([], ExceptionDispatchInfo.Capture(fault));
        }
    }

    private static TimeRange? Joined(TimeRange? known, StreamRecord stream)
    {
        if (stream.Window is not { } window) return known;
        return known is { } range ? new TimeRange(Timestamp.Min(range.Start, window.Start), Timestamp.Max(range.End, window.End)) : window;
    }

    private static AuditRecord WithCause(AuditRecord record, CauseFinder finder) => record switch
    {
        HoleFinding hole => hole with { Cause = finder.Find(hole.Stream, hole.Range, isHole: true) },
        DegradedFinding degraded => degraded with { Cause = finder.Find(degraded.Stream, degraded.Range, isHole: false) },
        _ => record,
    };
}
