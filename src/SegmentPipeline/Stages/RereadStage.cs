namespace SegmentPipeline;

/// <summary>The stage <c>reread</c>: reads hours after all that were recalled, but of which a place matters that is not remembered. Takes
/// the work of an audit in its order.</summary>
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

    /// <summary>Takes the next item of work. Reads what is selected; an hour that must be read is as listing, parsing and selecting leave
    /// it.</summary>
    internal async ValueTask RereadAsync(HourBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Work.Stream != _stream) Begin(batch.Work.Stream);
        if (batch.Work.Hour is null || batch.SelectedCount == 0) return;
        _start ??= WindowStart.AtFirstSegment(batch, request);
        if (batch.IsRecalled && NeedsReading(batch)) await reading.ReadAsync(batch, cancellationToken).ConfigureAwait(false);
        NoteEnds(batch);
    }

    private void Begin(StreamPlan stream)
    {
        _stream = stream;
        _start = WindowStart.BeforeFirstSegment(stream, request);
        _greatestEnd = null;
    }

    private bool NeedsReading(HourBatch batch) =>
        _future.Takes(batch.Work.Hour!.Value)
        || batch.NeedsReading(_greatestEnd, WindowTimeline.LimitsOf(_start!.Value, request, _cut), request.ToleranceMicroseconds);

    private void NoteEnds(HourBatch batch)
    {
        long greatest = 0;
        foreach (ref readonly var entry in batch.Selected) greatest = Math.Max(greatest, entry.EndMicroseconds);
        var end = batch.Work.Hour!.Value.Start.AddMicroseconds(greatest);
        _greatestEnd = _greatestEnd is { } known ? Timestamp.Max(known, end) : end;
    }
}
