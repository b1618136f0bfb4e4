using Microsoft.Extensions.Logging;

namespace SegmentPipeline.Scheduling;

/// <summary>The reports of one run. One that cannot be written is told and dropped; the audit and the others go on.</summary>
internal sealed class RunReports(string archive, ILogger log) : IDisposable
{
    private readonly Dictionary<string, ReportFile> _files = [];

    /// <summary>Whether every report could be written so far.</summary>
    internal bool AreSound { get; private set; } = true;

    internal static RunReports Open(ScheduledArchive archive, DateTimeOffset start, ILogger log)
    {
        var reports = new RunReports(archive.Name!, log);
        var fields = archive.Audit.Deterministic ? RecordFields.Deterministic : RecordFields.All;
        foreach (var report in archive.Reports)
        {
            var path = report.PathAt(start, archive.TimeZone);
            try
            {
                reports._files[path] = ReportFile.Open(path, report.Format, fields);
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

    /// <summary>Puts the reports in their places.</summary>
    internal ValueTask CommitAsync(CancellationToken cancellationToken) => ForEachAsync(file => file.CommitAsync(cancellationToken));

    public void Dispose()
    {
        foreach (var file in _files.Values) file.Dispose();
    }

    private async ValueTask ForEachAsync(Func<ReportFile, ValueTask> act)
    {
        foreach (var (path, file) in _files.ToArray())
        {
            try
            {
                await act(file).ConfigureAwait(false);
            }
            catch (Exception cause) when (IsOfTheDisk(cause))
            {
                _files.Remove(path);
                file.Dispose();
                Drop(path, cause);
            }
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
