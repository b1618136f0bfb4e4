namespace SegmentPipeline;

/// <summary>Offers the selected segments, one after the other.</summary>
/// <remarks>Source: semantics §3.</remarks>
internal sealed class CompatibleWalk(SequenceBuilder builder) : ISequenceWalk
{
    /// <inheritdoc />
    public void AddHour(ReadHour hour)
    {
        for (var i = 0; i < hour.Segments.Entries.Length && !builder.IsStopped; i++) builder.AddSegment(new Segment(hour.Segments, i));
    }

    /// <inheritdoc />
    public void End()
    {
    }
}
