using Microsoft.Extensions.Logging;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Scheduling;

/// <summary>The reports of one run. One that cannot be written is told and dropped; the audit and the others go on.</summary>
internal sealed class RunReports(string archive, ILogger log) : IDisposable
{
    private readonly List<ReportFile> _files = [];

    /// <summary>Whether every report could be written so far.</summary>
    internal bool AreSound { get; private set; } = true;

    /// <summary>Finds out which of an archive's reports can be written.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="start">When the audit began.</param>
    /// <param name="select">Selects what a page shows of single segments.</param>
    /// <param name="log">Where it is told that one cannot be written.</param>
    internal static RunReports Open(
        ScheduledArchive archive,
        DateTimeOffset start,
        Func<StreamId, TimeRange, Task<SegmentSequence>> select,
        ILogger log)
    {
        var reports = new RunReports(archive.Name!, log);
        var fields = archive.Audit.Deterministic ? RecordFields.Deterministic : RecordFields.All;
        foreach (var report in archive.Reports)
        {
            var path = Path.GetFullPath(report.PathAt(start, archive.TimeZone));
            try
            {
                reports._files.Add(ReportFile.Open(
                    report, path, place => ScheduledReportFormats.CreateWriter(report.Format, place, fields, select)));
            }
            catch (Exception cause) when (IsOfTheDisk(cause))
            {
                reports.Drop(path, cause);
            }
        }

        return reports;
    }

    internal ValueTask WriteAsync(AuditRecord record, CancellationToken cancellationToken) =>
        ForEachAsync(file => file.WriteAsync(record, cancellationToken));

    /// <summary>Puts the reports in their places, has the ledger note them, and then removes those that they make too many.</summary>
    internal async ValueTask CommitAsync(AuditLedger ledger, CancellationToken cancellationToken)
    {
        await ForEachAsync(file => file.CommitAsync(cancellationToken)).ConfigureAwait(false);
        if (_files.Count > 0) Record(ledger);
        foreach (var file in _files) RemoveOld(file);
    }

    public void Dispose()
    {
        foreach (var file in _files) file.Dispose();
    }

    private async ValueTask ForEachAsync(Func<ReportFile, ValueTask> act)
    {
        foreach (var file in _files.ToArray())
        {
            try
            {
                await act(file).ConfigureAwait(false);
            }
            catch (Exception cause) when (IsOfTheDisk(cause))
            {
                _files.Remove(file);
                file.Dispose();
                Drop(file.Path, cause);
            }
        }
    }

    /// <summary>The reports are there, whether the ledger knows what they are or not.</summary>
    private void Record(AuditLedger ledger)
    {
        try
        {
            ledger.RecordReports(
                [.. _files.Select(file => new LedgerReport { Path = file.Path, Bytes = file.Bytes, Sha256 = file.Sha256 })]);
        }
        catch (LedgerException cause)
        {
            log.ReportsNotRecorded(archive, VisibleText.MakeVisible(cause.Message));
        }
    }

    /// <summary>The new report is there, so nothing is amiss with the run if an old one stays.</summary>
    private void RemoveOld(ReportFile file)
    {
        try
        {
            OldReports.Remove(file.Report, file.Path);
        }
        catch (Exception cause) when (IsOfTheDisk(cause))
        {
            log.OldReportStays(archive, VisibleText.MakeVisible(file.Path), VisibleText.MakeVisible(cause.Message));
        }
    }

    private void Drop(string path, Exception cause)
    {
        AreSound = false;
        log.ReportFailed(archive, VisibleText.MakeVisible(path), VisibleText.MakeVisible(cause.Message));
    }

    private static bool IsOfTheDisk(Exception cause) =>
        cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;
}
