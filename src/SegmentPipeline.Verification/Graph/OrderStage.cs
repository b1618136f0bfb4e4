namespace SegmentPipeline.Verification;

/// <summary>The stage <c>order</c>: takes the files as they lie in the archive, whoever read them first; makes the records, compares
/// neighbours, and has remembered what is verified.</summary>
/// <remarks>One message at a time, in the order in which they were sent.</remarks>
internal sealed class OrderStage(VerificationRequest request, VerificationTally tally, HourKeeper? keeper, ProgressMeter meter)
{
    private readonly Dictionary<StreamId, StreamClock> _clocks = [];
    private readonly List<CorruptFile> _sampled = [];
    private List<VerificationRecord> _records = [];
    private ListedHour? _hour;
    private int _nextPlace;

    /// <summary>The records of a message.</summary>
    internal IReadOnlyList<VerificationRecord> Order(FileBatch batch)
    {
        _records = [];
        if (batch.Hour != _hour) BeginHour(batch.Hour);
        foreach (var reading in batch.Readings) Add(reading);
        if (batch.IsLast) EndHour();
        return _records;
    }

    private bool IsKept => keeper is not null && _hour!.Task.Drawn is null && _hour.Contents.Outcome == ListingOutcome.Read;

    private void BeginHour(ListedHour hour)
    {
        (_hour, _nextPlace) = (hour, 0);
        var contents = hour.Contents;
        tally.Files += hour.Scope.Length - (hour.Task.Counted ?? 0);
        if (hour.Missing > 0)
        {
            tally.Files += hour.Missing;
            tally.AddMissing(hour.Missing);
            _records.Add(new VanishedFileRecord { Path = new ArchivePath(contents.Stream, contents.Hour) });
        }

        if (contents.Outcome == ListingOutcome.Unreadable)
        {
            tally.AddDirectory();
            AddUnreadable(new ArchivePath(contents.Stream, contents.Hour), contents.Cause!);
        }

        foreach (var untold in contents.Unreadable)
        {
            tally.AddUntold();
            AddUnreadable(untold.Path, untold.Cause);
        }

        ClockOfStream().BeginHour(hour.Task.Position);
        if (IsKept) keeper!.BeginHour(hour);
    }

    private void Add(FileReading reading)
    {
        tally.Add(reading);
        var corrupt = CorruptOf(reading);
        if (corrupt is not null)
        {
            _records.Add(new CorruptRecord { File = corrupt });
            if (_hour!.Task.Drawn is not null) _sampled.Add(corrupt);
        }

        var path = _hour!.SegmentAt(reading.Place).EntryPath.FromRoot;
        if (reading.Verdict is { Outcome: ReadingOutcome.Unreadable } unreadable) AddUnreadable(path, unreadable.Fault ?? "");
        if (reading.Verdict is { Outcome: ReadingOutcome.Vanished }) _records.Add(new VanishedFileRecord { Path = path });
        AddClock(reading);
        if (IsKept) keeper!.Add(reading, corrupt);
    }

    private void EndHour()
    {
        PassOver(_hour!.Scope.Length);
        AddClock(ClockOfStream().EndHour());
        if (IsKept) keeper!.EndHour();
        keeper?.RememberSampled([.. _sampled]);
        _sampled.Clear();
        meter.AddHour();
    }

    private CorruptFile? CorruptOf(FileReading reading)
    {
        if (reading.Verdict is not { Causes: { Count: > 0 } causes } verdict) return null;
        var segment = _hour!.SegmentAt(reading.Place);
        _ = SegmentName.TryParse(segment.NameUtf8.ToArray(), out var name);
        return new CorruptFile
        {
            Path = segment.EntryPath,
            Range = segment.Range,
            Kind = name.Kind,
            IsSelected = _hour.IsSelectedAt(reading.Place),
            Origin = verdict.Origin,
            Causes = causes,
        };
    }

    private void AddUnreadable(ArchivePath path, string cause) => _records.Add(new UnreadableFileRecord { Path = path, Cause = cause });

    private void AddClock(FileReading reading)
    {
        PassOver(reading.Place);
        AddClock(reading.Place, reading.Verdict?.Clock);
        _nextPlace = reading.Place + 1;
    }

    /// <summary>Takes segments that were not read: they are neighbours all the same.</summary>
    private void PassOver(int place)
    {
        for (; _nextPlace < place; _nextPlace++) AddClock(_nextPlace, clock: null);
    }

    private void AddClock(int place, MediaClock? clock)
    {
        if (!_hour!.IsSelectedAt(place)) return;
        var segment = _hour.SegmentAt(place);
        if (segment.Kind == SegmentKind.Partial) clock = null;
        AddClock(ClockOfStream().AddSegment(new ClockNeighbour(segment.EntryPath, segment.Range, clock)));
    }

    private void AddClock(ClockRecord? found)
    {
        if (found is null) return;
        tally.Add(found.Clock);
        _records.Add(found);
    }

    private StreamClock ClockOfStream()
    {
        var stream = _hour!.Contents.Stream;
        if (!_clocks.TryGetValue(stream, out var clock)) _clocks.Add(stream, clock = new StreamClock(request.ToleranceMicroseconds));
        return clock;
    }
}
