namespace SegmentPipeline.Replicas;

/// <summary>Tells what a filler finds by comparing.</summary>
/// <param name="told">Who is told; null for nobody.</param>
internal sealed class FillComparison(IProgress<CopyRecord>? told)
{
    private readonly ComparedTotal _total = new();

    /// <summary>Tells how the copies of a stream differed.</summary>
    internal void AddStream(IEnumerable<ReplicaRecord> records)
    {
        _total.AddStream();
        Add(records);
    }

    /// <summary>Tells more of a stream.</summary>
    internal void Add(IEnumerable<StreamCopyRecord> records)
    {
        foreach (var record in records)
        {
            _total.Add(record);
            told?.Report(record);
        }
    }

    /// <summary>Tells the end.</summary>
    /// <param name="areAllAsked">Whether every replica could say which streams it has.</param>
    internal void End(bool areAllAsked) => told?.Report(_total.ToRecord(areAllAsked));
}
