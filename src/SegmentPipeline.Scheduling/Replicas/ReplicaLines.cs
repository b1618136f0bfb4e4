using Microsoft.Extensions.Logging;

namespace SegmentPipeline.Scheduling;

/// <summary>Logs what the passes of one archive come to: one line a pass, and one when a copy begins or ends to be out of
/// reach.</summary>
internal sealed class ReplicaLines(ScheduledArchive archive, ILogger log)
{
    private readonly string?[] _causes = new string?[archive.Replicas.Count];
    private bool _hasToldOne;

    /// <summary>Logs a pass that has ended.</summary>
    /// <param name="tally">What it told.</param>
    /// <param name="failure">Why it failed; null if it did not.</param>
    /// <param name="elapsed">How long it took.</param>
    internal void Add(PassTally tally, string? failure, TimeSpan elapsed)
    {
        AddCopies(tally);
        var elapsedSeconds = Math.Round(elapsed.TotalSeconds, 3);
        if (failure is not null) log.CopiesFailed(archive.Name!, archive.Fill is null ? "compare" : "fill", failure);
        else if (tally.Filled is not null) AddFilled(tally, elapsedSeconds);
        else if (tally.Compared is not null) AddCompared(tally, elapsedSeconds);
        _hasToldOne = true;
    }

    internal void AddDefect(Exception defect) => log.CopiesBroke(archive.Name!, defect);

    private void AddFilled(PassTally tally, double elapsedSeconds)
    {
        var filled = tally.Filled!;
        var level = filled.Mismatches > 0 || filled.Unfillable > 0 ? LogLevel.Warning
            : filled.Published > 0 || filled.Tombstones > 0 || !_hasToldOne ? LogLevel.Information
            : LogLevel.Debug;
        var closedSeconds = Seconds(filled.HolesClosedMicroseconds);
        log.Filled(
            level,
            archive.Name!,
            filled.Published,
            filled.Wanted,
            filled.Bytes,
            filled.Tombstones,
            filled.Mismatches,
            filled.Unfillable,
            closedSeconds,
            elapsedSeconds);
    }

    private void AddCompared(PassTally tally, double elapsedSeconds)
    {
        var compared = tally.Compared!;
        var fillableSeconds = Seconds(compared.Microseconds.Fillable);
        var nowhereSeconds = Seconds(compared.Microseconds.Nowhere);
        log.Compared(
            compared.Complete ? LogLevel.Information : LogLevel.Warning,
            archive.Name!,
            compared.Streams,
            compared.Missing,
            compared.Extra,
            compared.Holes,
            fillableSeconds,
            nowhereSeconds,
            elapsedSeconds);
    }

    /// <summary>Tells once that a copy cannot be asked, and once that it can again.</summary>
    private void AddCopies(PassTally tally)
    {
        for (var at = 0; at < _causes.Length; at++)
        {
            var copy = tally.Replicas[at];
            if (copy.Streams == 0 && copy.Cause is null) continue;
            if (copy.Cause is { } cause && _causes[at] is null) log.CopyUnreachable(archive.Name!, archive.Replicas[at].Name!, cause);
            else if (copy.Cause is null && _causes[at] is not null) log.CopyReachable(archive.Name!, archive.Replicas[at].Name!);
            _causes[at] = copy.Cause;
        }
    }

    private static double Seconds(long microseconds) => Math.Round((double)microseconds / Timestamp.MicrosecondsPerSecond, 3);
}
