namespace SegmentPipeline.Testing;

/// <summary>The audit of one stream, written to be obviously right.</summary>
/// <remarks>Source: semantics §4.</remarks>
internal sealed class NaiveStream
{
    private readonly AuditRequest _request;
    private readonly List<PlacedFinding> _placed = [];

    internal NaiveStream(StreamId id, string rawPath, TreeDirectory directory, AuditRequest request, Timestamp now)
    {
        Id = id;
        _request = request;
        Readable = directory.Unreadable is null;
        if (directory.Unreadable is not null)
            Place(
                long.MinValue,
                long.MinValue,
                rawPath,
                new UnreadableFinding { Path = Places.Directory(NaiveText.Show(rawPath)), Cause = "" }
            );
        else
            ReadEntries(rawPath, directory);

        Hours.Sort((a, b) => a.Start.CompareTo(b.Start));
        Selected = [.. Hours.SelectMany(h => h.Selected).OrderBy(s => s.Start)];
        foreach (var hour in Hours) _placed.AddRange(hour.Findings);
        Window = WindowOf(now);
        var (start, end) = Window ?? (0, 0);
        var unknown = directory.Unreadable is null
            ? Hours.Where(h => h.HidesTime).Select(h => (h.Start, h.End)).ToList()
            : [(start, end)];
        Expected = Window is null ? null : request.Expectation?.Find(Id, NaiveText.Range(start, end));
        var expected = Expected?.Ranges.Select(r => (r.Start.UnixMicroseconds, r.End.UnixMicroseconds)).ToList();
        Coverage = new NaiveCoverage(start, end, request.ToleranceMicroseconds, Selected, unknown, expected);
        PlaceHoles();
        PlaceDegraded();
        PlaceOverlaps();
        PlaceEmpties(now);
        SetEnds(now);
        if (Window is not null)
        {
            Discontinuities = NaiveSequence.Of(Selected, start, end, request.ToleranceMicroseconds).Count(i => i.Segment is null);
        }
    }

    internal StreamId Id { get; }

    /// <summary>Whether the directory of the stream could be listed.</summary>
    internal bool Readable { get; }

    /// <summary>Whether it has hour directories at all, in the window or not.</summary>
    internal bool NamesHours { get; private set; }

    /// <summary>Hour directories that were there and are to be read.</summary>
    internal List<NaiveHour> Hours { get; } = [];

    /// <summary>The selected segments of all hours read, in time order.</summary>
    internal List<NaiveSegment> Selected { get; }

    internal (long Start, long End)? Window { get; }

    /// <summary>What is expected of it, or null.</summary>
    internal ExpectedTime? Expected { get; }

    internal NaiveCoverage Coverage { get; }

    internal int Discontinuities { get; }

    /// <summary>The last end in the window; null if nothing selected reaches into it.</summary>
    internal long? LastEnd { get; private set; }

    /// <summary>Segments that start later than a clock may be wrong.</summary>
    internal FutureFinding? Future { get; private set; }

    /// <summary>Findings, what is unknown and, if asked for, hours, in the order of the report; the stream's own record last.</summary>
    internal IEnumerable<AuditRecord> Records()
    {
        var placed = _placed.Select(p => (p.Start, p.TypeOrder, p.End, p.RawPath, Record: (AuditRecord)p.Finding));
        if (_request.IncludeHours)
        {
            placed = placed.Concat(Hours.Select(h => (h.Start, 0, h.Start, "", (AuditRecord)new HourRecord
            {
                Stream = Id,
                Hour = new Timestamp(h.Start).Hour,
                Readable = h.Readable,
                Entries = h.Entries,
                Microseconds = Coverage.Between(h.Start, h.End),
            })));
        }

        placed = placed.Concat(Coverage.Ranges(CoverageClass.Unknown).Select(unknown => (
            unknown.Start, 7, unknown.End, "", (AuditRecord)new UnknownRecord
            {
                Stream = Id,
                Range = NaiveText.Range(unknown.Start, unknown.End),
            })));
        placed = placed.Concat(Coverage.Ranges(CoverageClass.Off).Select(off => (
            off.Start, 9, off.End, "", (AuditRecord)new OffRecord { Stream = Id, Range = NaiveText.Range(off.Start, off.End) })));
        return placed
            .OrderBy(p => p.Start).ThenBy(p => p.TypeOrder).ThenBy(p => p.End).ThenBy(p => p.RawPath, StringComparer.Ordinal)
            .Select(p => p.Record)
            .Concat(Future is null ? [] : [Future])
            .Concat(Expected is null ? [] : [NaiveExpectation.RecordOf(this)])
            .Append(Record());
    }

    private StreamRecord Record()
    {
        var entries = new EntryCounts();
        foreach (var hour in Hours) entries += hour.Entries;
        var holes = _placed.Select(p => p.Finding).OfType<HoleFinding>().ToList();
        return new StreamRecord
        {
            Stream = Id,
            Window = Window is { } window ? NaiveText.Range(window.Start, window.End) : null,
            Hours = Hours.Count,
            Entries = entries,
            Microseconds = Coverage.Between(long.MinValue, long.MaxValue),
            Holes = holes.Count,
            Degraded = _placed.Count(p => p.Finding is DegradedFinding),
            Overlaps = _placed.Count(p => p.Finding is OverlapFinding),
            Discontinuities = Discontinuities,
            LongestHole = holes.Select(h => h.Range.Duration).DefaultIfEmpty(TimeSpan.Zero).Max(),
            LastEnd = LastEnd is { } last ? new Timestamp(last) : null,
        };
    }

    private void ReadEntries(string rawPath, TreeDirectory directory)
    {
        foreach (var entry in directory.Entries.Where(e => !e.RawName.StartsWith('.')))
        {
            var path = $"{rawPath}/{entry.RawName}";
            if (NaiveHour.StartOf(entry.RawName) is null && NaiveAudit.IsExcluded(_request, NaiveText.Show(path))) continue;
            if (!entry.IsDirectoryWhenListed || NaiveHour.StartOf(entry.RawName) is not { } start)
                Place(long.MinValue, long.MinValue, path, new StrayFinding { Path = Places.Entry(NaiveText.Show(path)), Cause = "" });
            else
                ReadHour(rawPath, entry, start);
        }
    }

    private void ReadHour(string rawPath, TreeEntry entry, long start)
    {
        NamesHours = true;
        if (!entry.Directory!.GoneWhenListed && IsToBeRead(start)) Hours.Add(new NaiveHour(Id, rawPath, entry.RawName, entry.Directory));
    }

    private bool IsToBeRead(long hourStart)
    {
        var fromFirst = _request.Start is not { } start || hourStart >= start.Hour.Previous.Start.UnixMicroseconds;
        var upToLast = _request.End is not { } end || hourStart <= end.Hour.Start.UnixMicroseconds;
        return fromFirst && upToLast;
    }

    private (long Start, long End)? WindowOf(Timestamp now)
    {
        var start = _request.Start?.UnixMicroseconds ?? Selected.Select(s => (long?)s.Start).Min();
        var end = _request.End?.UnixMicroseconds ?? Selected.Select(s => (long?)s.End).Max();
        if (start is not { } from || end is not { } to) return null;
        to = Math.Min(to, now.UnixMicroseconds - _request.SettleMicroseconds);
        return (from, Math.Max(from, to));
    }

    /// <summary>Whether something lies in the window, or, without length, at a moment of it. Not every window has its own end yet: the
    /// latest it may have.</summary>
    private bool IsInWindow(NaiveSegment segment, Timestamp now)
    {
        if (Window is not { } window) return false;
        var latest = Math.Min(_request.End?.UnixMicroseconds ?? long.MaxValue, now.UnixMicroseconds - _request.SettleMicroseconds);
        return window.Start < latest && segment.Start < latest && (segment.End > window.Start || segment.Start >= window.Start);
    }

    private void PlaceEmpties(Timestamp now)
    {
        foreach (var empty in Hours.SelectMany(h => h.Empties).Where(e => IsInWindow(e, now)))
            Place(empty.Start, empty.End, empty.Path, new EmptyFinding
            {
                Stream = Id,
                Range = NaiveText.Range(empty.Start, empty.End),
                Path = Places.Entry(Id, empty.Path),
            });
    }

    private void SetEnds(Timestamp now)
    {
        var ends = Selected.Where(s => IsInWindow(s, now)).Select(s => Math.Min(s.End, Window!.Value.End)).ToList();
        LastEnd = ends.Count == 0 ? null : ends.Max();
        var future = Selected.Where(s => s.Start > now.UnixMicroseconds + _request.SettleMicroseconds).ToList();
        if (future.Count > 0) Future = new FutureFinding
        {
            Stream = Id,
            Range = NaiveText.Range(future.Min(s => s.Start), future.Max(s => s.End)),
            Segments = future.Count,
        };
    }

    private void PlaceHoles()
    {
        var uncovered = Coverage.Ranges(CoverageClass.Missing, CoverageClass.Off);
        foreach (var (start, end) in Coverage.Ranges(CoverageClass.Missing))
        {
            var whole = uncovered.Single(u => u.Start <= start && end <= u.End);
            var before = Selected.LastOrDefault(s => s.Start <= whole.Start && s.End <= whole.Start)?.Path;
            var after = Selected.FirstOrDefault(s => s.Start >= whole.End)?.Path;
            Place(start, end, "", new HoleFinding
            {
                Stream = Id,
                Range = NaiveText.Range(start, end),
                Before = before is null ? null : Places.Entry(Id, before),
                After = after is null ? null : Places.Entry(Id, after),
            });
        }
    }

    private void PlaceDegraded()
    {
        foreach (var @class in new[] { CoverageClass.Suspect, CoverageClass.Partial })
        {
            foreach (var (start, end) in Coverage.Ranges(@class))
                Place(start, end, "", new DegradedFinding { Stream = Id, Range = NaiveText.Range(start, end), Class = @class });
        }
    }

    private void PlaceOverlaps()
    {
        if (Window is not { } window) return;
        foreach (var segment in Selected)
        {
            var earlier = Selected.Where(s => s.Start < segment.Start).ToList();
            if (earlier.Count == 0) continue;
            var start = Math.Max(segment.Start, window.Start);
            var end = Math.Min(Math.Min(segment.End, earlier.Max(s => s.End)), window.End);
            if (end - start > _request.ToleranceMicroseconds)
                Place(start, end, segment.Path, new OverlapFinding
                {
                    Stream = Id,
                    Range = NaiveText.Range(start, end),
                    Segment = Places.Entry(Id, segment.Path),
                });
        }
    }

    private void Place(long start, long end, string rawPath, Finding finding) =>
        _placed.Add(new PlacedFinding(start, end, rawPath, finding));
}
