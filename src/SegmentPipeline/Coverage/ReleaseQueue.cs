namespace SegmentPipeline;

/// <summary>Holds records back until nothing that belongs before them can come any more.</summary>
internal sealed class ReleaseQueue
{
    private readonly PriorityQueue<AuditRecord, RecordOrder> _records = new();

    internal void Add(AuditRecord record, RecordOrder order) => _records.Enqueue(record, order);

    /// <summary>Gives out what starts before a moment.</summary>
    internal void ReleaseBefore(Timestamp moment, List<AuditRecord> records)
    {
        while (_records.TryPeek(out var record, out var order) && order.Start < moment)
        {
            records.Add(record);
            _records.Dequeue();
        }
    }

    internal void ReleaseAll(List<AuditRecord> records)
    {
        while (_records.TryDequeue(out var record, out _)) records.Add(record);
    }
}
