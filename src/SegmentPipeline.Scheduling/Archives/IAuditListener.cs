namespace SegmentPipeline.Scheduling;

/// <summary>A host's own ear on the audits of its schedule. Register as many as you like.</summary>
public interface IAuditListener
{
    /// <summary>Takes one record. Those of one run come one by one, in the order of its report: the header first, the summary last.
    /// A slow listener slows the audit; what it throws fails the run, not the host.</summary>
    /// <param name="archive">Name of the archive.</param>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    ValueTask TakeAsync(string archive, AuditRecord record, CancellationToken cancellationToken);
}
