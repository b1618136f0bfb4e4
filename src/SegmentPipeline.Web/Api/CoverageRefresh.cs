using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary>Reads coverage anew as soon as an audit of this host has changed it, so that nobody who asks for it again waits for
/// that.</summary>
internal sealed class CoverageRefresh(CoverageCache coverage) : IAuditListener
{
    /// <summary>The audit does not wait.</summary>
    public ValueTask TakeAsync(string archive, AuditRecord record, CancellationToken cancellationToken)
    {
        if (record is SummaryRecord && coverage.VersionKept(archive) is not null) _ = OwnThread.RunAsync(() => Refresh(archive));
        return ValueTask.CompletedTask;
    }

    private bool Refresh(string archive)
    {
        try
        {
            coverage.Prepare(archive);
            return true;
        }
        catch (AuditFailedException)
        {
            // Whoever asks for it is told why it cannot be read.
            return false;
        }
    }
}
