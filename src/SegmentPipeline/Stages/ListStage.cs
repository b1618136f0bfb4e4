namespace SegmentPipeline;

/// <summary>The stage <c>list</c>: reads the raw names of an hour.</summary>
internal sealed class ListStage(IDirectoryReader reader)
{
    internal void List(HourBatch batch)
    {
        var work = batch.Work;
        batch.Outcome = work.Stream.Confirm(reader.List(work.Stream.DirectoryOf(work.Hour!.Value), batch.Names));
    }
}
