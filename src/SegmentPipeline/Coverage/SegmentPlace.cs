namespace SegmentPipeline.Coverage;

/// <summary>Where a segment lies, as <c>HOUR/NAME</c>, without making the text until it is asked for or the hour's buffers are about to go.</summary>
internal record struct SegmentPlace
{
    private readonly SegmentEntry _entry;
    private HourBatch? _batch;
    private string? _path;

    internal SegmentPlace(HourBatch batch, in SegmentEntry entry)
    {
        _batch = batch;
        _entry = entry;
    }

    /// <summary>The path; null if there is no segment.</summary>
    internal string? Path => _path ??= _batch is null ? null : $"{_batch.Work.Hour}/{RawName.ToText(_batch.NameOf(_entry))}";

    /// <summary>Makes the text now and lets go of the hour.</summary>
    internal void Detach()
    {
        _ = Path;
        _batch = null;
    }
}
