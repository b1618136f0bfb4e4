namespace SegmentPipeline;

/// <summary>Writes the records of one audit to a stream, in one format.</summary>
/// <remarks>Memory does not grow with the number of records: a buffer of some kilobytes is written through whenever it is full.
/// The stream is never closed; it may be one that only writes asynchronously. Not for several callers at once.</remarks>
public interface IRecordWriter
{
    /// <summary>Writes the next record. Records are written in the order in which they come.</summary>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Stops waiting for the stream; the document is then broken.</param>
    ValueTask WriteAsync(AuditRecord record, CancellationToken cancellationToken = default);

    /// <summary>Ends the document and flushes the stream. Without this call the last records may be missing. Call it once, last.</summary>
    /// <param name="cancellationToken">Stops waiting for the stream; the document is then broken.</param>
    ValueTask CompleteAsync(CancellationToken cancellationToken = default);
}
