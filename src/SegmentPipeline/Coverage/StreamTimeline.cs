namespace SegmentPipeline;

/// <summary>The timeline of one stream over all its hours: takes them in time order and gives the stream's records in the order of the
/// report.</summary>
/// <remarks>Source: semantics §4. What it keeps is bounded by the findings of the longest range that is still open, not by
/// segments.</remarks>
internal sealed class StreamTimeline
{
    private readonly StreamPlan _plan;
    private readonly AuditRequest _request;
    private readonly Timestamp _cut;
    private readonly FutureSegments _future;
    private readonly StreamTotals _totals = new();
    private readonly ReleaseQueue _pending = new();
    private WindowTimeline? _window;
    private Timestamp? _unreadableEnd;
    private bool _isOpened;

    /// <param name="plan">The stream.</param>
    /// <param name="request">The window and the tolerance.</param>
    /// <param name="now">The moment of the audit: no window ends after it less the settle time.</param>
    internal StreamTimeline(StreamPlan plan, AuditRequest request, Timestamp now)
    {
        _plan = plan;
        _request = request;
        _cut = now.AddMicroseconds(-request.SettleMicroseconds);
        _future = new FutureSegments(now.AddMicroseconds(request.SettleMicroseconds));
        if (WindowStart.BeforeFirstSegment(plan, request) is { } start) Begin(start);
    }

    /// <summary>Takes the next hour. Reads Work, Outcome, EntriesSeen, Fates, Names and the fields below; writes nothing.</summary>
    /// <param name="buffers">The hour; also its BadNames, Selected, Empties, Corrupt and Unreadable are read.</param>
    /// <param name="records">Gets what has become certain.</param>
    internal void AddHour(HourBuffers buffers, List<AuditRecord> records)
    {
        Open(records);
        if (buffers.IsAbsent) return;
        var hour = buffers.Work.Hour!.Value;
        if (_window is null && buffers.SelectedCount > 0) Begin(WindowStart.AtFirstSegment(buffers, _request));

        TakeFigures(buffers, hour);
        _future.AddHour(buffers, hour);
        _window?.AddHour(buffers, hour);
        ReleaseUpTo(_window?.FirstUncertain(hour.End) ?? hour.End, records);
    }

    /// <summary>Ends the stream: gives its last records and its figures, and says how far it goes. Needs no buffers.</summary>
    /// <param name="records">Gets them.</param>
    internal StreamEnd Finish(List<AuditRecord> records)
    {
        Open(records);
        var result = _window?.Finish() ?? default;
        _pending.ReleaseAll(records);
        var mixed = _plan.WhyMixed();
        if (mixed is not null) records.Add(new UnreadableFinding { Path = new ArchivePath(_plan.Id), Cause = mixed });
        if (_future.FindingOf(_plan.Id) is { } future) records.Add(future);
        if (result.Expected is { } expected) records.Add(expected);
        var record = _totals.ToRecord(_plan.Id, result);
        Balance(record);
        records.Add(record);
        return new StreamEnd(
            _plan.Id,
            record.Window,
            record.LastEnd,
            _plan.IsReadable && mixed is null ? _unreadableEnd : new Timestamp(long.MaxValue));
    }

    private void Begin(Timestamp start)
    {
        _window = new WindowTimeline(_plan.Id, start, _request, _cut, Note);
        if (!_plan.IsReadable) _window.AddUnreadable(new TimeRange(start, new Timestamp(long.MaxValue)));
    }

    private void Open(List<AuditRecord> records)
    {
        if (!_isOpened) records.AddRange(_plan.Findings);
        _isOpened = true;
    }

    private void TakeFigures(HourBuffers buffers, Hour hour)
    {
        var isReadable = buffers.IsListed;
        _totals.AddHour(buffers.EntriesSeen, buffers.Fates);
        if (!isReadable)
        {
            _unreadableEnd = hour.End;
            Note(new UnreadableFinding { Path = new ArchivePath(_plan.Id, hour), Cause = buffers.WhyNotListed }, hour.Start);
        }

        foreach (var bad in buffers.BadNames)
        {
            var path = new EntryPath(_plan.Id, hour, buffers.NameOf(bad));
            Note(new BadNameFinding { Stream = _plan.Id, Path = path, Cause = bad.Cause, Position = bad.Position }, hour.Start);
        }

        NoteEmpties(buffers, hour);
        foreach (var corrupt in buffers.Corrupt)
        {
            if (_window?.Reaches(corrupt.Range) == true) Note(new CorruptFinding { File = corrupt }, hour.Start);
        }

        foreach (var unreadable in buffers.Unreadable) Note(unreadable, hour.Start);
        if (!_request.IncludeHours) return;
        var record = new HourRecord
        {
            Stream = _plan.Id,
            Hour = hour,
            Readable = isReadable,
            Entries = buffers.Fates,
            Microseconds = default,
        };
        if (_window is null) Note(record, hour.Start);
        else _window.Open(record);
    }

    private void NoteEmpties(HourBuffers buffers, Hour hour)
    {
        foreach (var empty in buffers.Empties)
        {
            var start = hour.Start.AddMicroseconds(empty.StartMicroseconds);
            var range = new TimeRange(start, start.AddMicroseconds(empty.DurationMicroseconds));
            if (!_window!.Reaches(range)) continue;
            Note(new EmptyFinding
            {
                Stream = _plan.Id,
                Range = range,
                Path = new EntryPath(_plan.Id, hour, buffers.NameOf(empty)),
            }, hour.Start);
        }
    }

    private void Note(AuditRecord record, Timestamp hourStart)
    {
        _totals.Count(record);
        _pending.Add(record, RecordOrder.PlaceOf(record, hourStart));
    }

    private void ReleaseUpTo(Timestamp uncertain, List<AuditRecord> records) => _pending.ReleaseBefore(uncertain, records);

    private void Balance(StreamRecord record)
    {
        var window = record.Window?.Microseconds ?? 0;
        if (record.Entries.Total == _totals.EntriesSeen && record.Microseconds.Total == window) return;
        throw new AuditFailedException(
            $"the figures of {_plan.Id} do not balance: {_totals.EntriesSeen} entries met {record.Entries.Total} fates, and "
            + $"{record.Microseconds.Total} µs of classes cover a window of {window} µs; this is a defect of the program, please report it");
    }
}
