namespace SegmentPipeline;

/// <summary>The stage <c>stitch</c>: carries each stream's timeline over hour borders, and compares the ends of a channel's streams. It
/// takes the work of an audit in the order of the audit.</summary>
/// <param name="request">Window and tolerance.</param>
/// <param name="now">The moment of the audit.</param>
internal sealed class StitchStage(AuditRequest request, Timestamp now)
{
    private readonly List<AuditRecord> _records = [];
    private readonly ChannelEnds _ends = new(request, now);
    private StreamTimeline? _timeline;

    /// <summary>Takes the next item of work: an hour, or the end of a stream. Reads Work, and of an hour also Outcome, EntriesSeen, Fates,
    /// Names, BadNames, Selected, Empties, Corrupt and Unreadable; writes nothing.</summary>
    internal ReportStep Stitch(HourBuffers buffers)
    {
        var work = buffers.Work;
        _records.Clear();
        _timeline ??= new StreamTimeline(work.Stream, request, now);
        if (work.Hour is not null)
        {
            _timeline.AddHour(buffers, _records);
        }
        else
        {
            _ends.Add(_timeline.Finish(_records));
            if (work.IsOfLastQuality) _ends.Finish(_records);
            _timeline = null;
        }

        return new ReportStep { Stream = work.Stream.Id, Hour = work.Hour, Records = _records.Count == 0 ? [] : _records.ToArray() };
    }
}
