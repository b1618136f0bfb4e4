namespace SegmentPipeline;

/// <summary>The stage <c>reread</c>: reads some recalled hours after all: those in which a place matters that is not remembered. It takes
/// the work of an audit in the order of the audit.</summary>
/// <param name="request">Window and tolerance.</param>
/// <param name="now">The moment of the audit.</param>
/// <param name="reading">Reads an hour.</param>
internal sealed class RereadStage(AuditRequest request, Timestamp now, HourReading reading)
{
    private readonly Timestamp _cut = now.AddMicroseconds(-request.SettleMicroseconds);
    private readonly FutureSegments _future = new(now.AddMicroseconds(request.SettleMicroseconds));
    private StreamPlan? _stream;
    private Timestamp? _start;
    private Timestamp? _greatestEnd;

    /// <summary>Takes the next item of work. Reads Work, IsRecalled and Selected; writes nothing, except of an hour that must be read: then
    /// it writes what <see cref="HourReading.ReadAsync"/> writes.</summary>
    internal async ValueTask RereadAsync(HourBuffers buffers, CancellationToken cancellationToken)
    {
        if (buffers.Work.Stream != _stream) Begin(buffers.Work.Stream);
        if (buffers.Work.Hour is null || buffers.SelectedCount == 0) return;
        _start ??= WindowStart.AtFirstSegment(buffers, request);
        if (buffers.IsRecalled && NeedsReading(buffers)) await reading.ReadAsync(buffers, cancellationToken).ConfigureAwait(false);
        NoteEnds(buffers);
    }

    private void Begin(StreamPlan stream)
    {
        _stream = stream;
        _start = WindowStart.BeforeFirstSegment(stream, request);
        _greatestEnd = null;
    }

    private bool NeedsReading(HourBuffers buffers) =>
        _future.Takes(buffers.Work.Hour!.Value)
        || buffers.NeedsReading(_greatestEnd, WindowTimeline.LimitsOf(_start!.Value, request, _cut), request.ToleranceMicroseconds);

    private void NoteEnds(HourBuffers buffers)
    {
        long greatest = 0;
        foreach (ref readonly var entry in buffers.Selected) greatest = Math.Max(greatest, entry.EndMicroseconds);
        var end = buffers.Work.Hour!.Value.Start.AddMicroseconds(greatest);
        _greatestEnd = _greatestEnd is { } known ? Timestamp.Max(known, end) : end;
    }
}
