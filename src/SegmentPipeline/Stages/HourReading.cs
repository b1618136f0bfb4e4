namespace SegmentPipeline;

/// <summary>The stages list, parse and select of one hour in one go.</summary>
internal sealed class HourReading(IDirectoryReader reader)
{
    private readonly ListStage _lister = new(reader);
    private readonly BestStage _selector = new(reader);

    /// <summary>Reads an hour anew, whatever the batch has held of it.</summary>
    internal void Read(HourBatch batch)
    {
        batch.Begin(batch.Work);
        _lister.List(batch);
        NameStage.Parse(batch);
        _selector.Select(batch);
    }
}
