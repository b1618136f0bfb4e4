namespace SegmentPipeline.Ledger;

/// <summary>How a run differs from the last complete one, stream by stream, and what it leaves in the ledger.</summary>
internal sealed class RunDifference
{
    private readonly LedgerDatabase _database;
    private readonly StreamTable _streams;
    private readonly RunScope _scope;
    private readonly List<StreamDifference> _differences = [];
    private readonly List<StaleLedgerFinding> _damaged = [];

    /// <summary>Finds the differences. Changes nothing.</summary>
    internal RunDifference(LedgerDatabase database, StreamTable streams, RunSightings sightings, RunScope scope, bool hasBase)
    {
        _database = database;
        _streams = streams;
        _scope = scope;
        var files = new FileDifference(database, scope);
        var gone = streams.All.Where(stream => scope.Takes(stream));
        foreach (var stream in gone.Union(sightings.Streams.Keys).Order().Where(stream => !sightings.IsUntold(stream)))
        {
            var sighted = sightings.InStream(stream);
            var known = streams.Find(stream) is { } row ? StreamBase.Read(database, row.Id, stream) : new StreamBase();
            if (known.IsDamaged) _damaged.Add(new StaleLedgerFinding
            {
                Path = new ArchivePath(stream),
                Cause = "what the ledger knows of the stream's coverage is damaged; no differences of it are told",
            });
            var unknown = RangeSets.Union(sighted.UnreadableHours.Select(hour => hour.Range));
            var difference = new StreamDifference(stream, sighted, known, scope, unknown, hasBase && !known.IsDamaged);
            if (hasBase && !known.IsDamaged && streams.Find(stream) is { } numbered)
                difference.Add(files.Find(numbered.Id, sighted.UnreadableHours));
            _differences.Add(difference);
            Counts = Sum(Counts, difference.Counts);
        }
    }

    /// <summary>The streams that were looked for, in order.</summary>
    internal IReadOnlyList<StreamDifference> Streams => _differences;

    internal DeltaCounts Counts { get; }

    /// <summary>Whether time is lost that was covered: nothing is there any more, or what is played there was found corrupt.</summary>
    internal bool HasLosses =>
        Counts.Lost > 0
        || _differences.Exists(stream => stream.Files.Any(file => file is { Change: DeltaChange.Corrupted, IsSelected: true }));

    /// <summary>The differences as records, in order, with a finding for each thing in the ledger that they would have needed and that is
    /// damaged. The names of lost files are looked up as they are asked for.</summary>
    internal IEnumerable<AuditRecord> Records(VanishedFiles vanished)
    {
        foreach (var damaged in _damaged) yield return damaged;
        var files = new FileRecords(_database, vanished);
        foreach (var stream in _differences)
        {
            foreach (var delta in stream.Deltas)
            {
                var (count, named) = delta.Change == DeltaChange.Lost ? vanished.In(stream.Stream, delta.Range) : (0, []);
                foreach (var damaged in vanished.TakeDamaged()) yield return damaged;
                yield return new DeltaRecord
                {
                    Stream = stream.Stream,
                    Change = delta.Change,
                    Class = delta.Class,
                    Range = delta.Range,
                    Previous = delta.Previous,
                    VanishedFiles = count,
                    Vanished = named,
                    Replicas = ReplicasOf(stream.Stream, delta),
                };
            }

            foreach (var file in stream.Files) yield return files.Make(stream.Stream, _streams.IdOf(stream.Stream), file);
        }
    }

    /// <summary>From which replicas segments came, since the stream was audited wholly, that lie where something healed.</summary>
    private IReadOnlyList<string> ReplicasOf(StreamId stream, RangeDelta delta)
    {
        if (delta.Change is not (DeltaChange.Healed or DeltaChange.Shrunk) || _streams.Find(stream) is not { BaseRun: { } before } row) return [];
        var healed = delta.Change == DeltaChange.Healed ? [delta.Range] : RangeSets.Subtract([delta.Previous!.Value], [delta.Range]);
        return new FillTable(_database).ReplicasIn(row.Id, before, healed);
    }

    /// <summary>Makes this run the base of the next. Within a transaction.</summary>
    internal void Apply(long run, Timestamp started, IReadOnlyDictionary<StreamId, PlannedHours> planned)
    {
        foreach (var difference in _differences)
        {
            var id = _streams.IdOf(difference.Stream);
            foreach (var (kind, edit) in difference.Edits) Apply(id, kind, edit, run, started);
            var known = ApplyKnown(id, difference) ? null : difference.Base;
            ForgetGone(id, planned.GetValueOrDefault(difference.Stream));
            ForgetBefore(id, difference.Scope);
            var isSame = difference.Edits.Count == 0 && known is not null;
            StreamBase.Sign(_database, id, difference.Stream, difference.Figures is null ? null : run, isSame ? known : null);
        }
    }

    private void Apply(long stream, LedgerFindingKind kind, RangeEdit edit, long run, Timestamp started)
    {
        const string insert = """
            INSERT INTO finding (stream_id, kind, state, start, "end", first_run, first_seen, last_run, last_seen, closed_run, closed)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """;
        const string close = $"""
            UPDATE finding SET state = $2, start = $3, "end" = $4, closed_run = $5, closed = $6, {NamedFindings.SeenByTheBase} WHERE id = $1
            """;
        // What a comparison said of more than is left, or before it was open again, says nothing of it.
        const string open = """
            UPDATE finding SET state = 0, start = $2, "end" = $3, first_run = $4, first_seen = $5, closed_run = NULL, closed = NULL,
                compared = CASE WHEN state = 0 AND $2 <= start AND "end" <= $3 THEN compared END
            WHERE id = $1
            """;
        var (start, end, now) = (edit.Range.Start.UnixMicroseconds, edit.Range.End.UnixMicroseconds, started.UnixMicroseconds);
        var isOpen = edit.State == LedgerFindingState.Open;
        if (edit.State is not { } state)
        {
            _database.Sql("DELETE FROM finding WHERE id = $1").Run(edit.Id);
        }
        else if (edit.Id is not { } id)
        {
            var (firstRun, firstSeen) = edit.FirstRun is { } first ? (first, edit.FirstSeen) : (run, now);
            _database
                .Sql(insert)
                .Run(stream, (long)kind, (long)state, start, end, firstRun, firstSeen, run, now, isOpen ? null : run, isOpen ? null : now);
        }
        else if (isOpen)
        {
            _database.Sql(open).Run(id, start, end, edit.FirstRun, edit.FirstSeen);
        }
        else
        {
            _database.Sql(close).Run(id, (long)state, start, end, run, now);
        }
    }

    /// <summary>The time that was judged is known as this run saw it, but what was off: nobody said what should be there, so the next run has
    /// nothing to compare with; the rest as before. Says whether that is something else.</summary>
    private bool ApplyKnown(long stream, StreamDifference difference)
    {
        var before = new List<(TimeRange Range, long Tolerance)>();
        foreach (var row in _database.Sql("SELECT start, \"end\", tolerance FROM known WHERE stream_id = $1 ORDER BY start").Rows(stream))
        {
            before.Add((row.Range(0), row.Integer(2)));
        }

        var after = before
            .SelectMany(known => RangeSets.Subtract([known.Range], [difference.Scope]).Select(range => (Range: range, known.Tolerance)))
            .ToList();
        if (difference.Figures?.Window is { IsEmpty: false } window)
            after.AddRange(RangeSets.Subtract([window], difference.Off).Select(range => (range, _scope.ToleranceMicroseconds)));
        after = Joined(after);
        if (after.SequenceEqual(before)) return false;
        _database.Sql("DELETE FROM known WHERE stream_id = $1").Run(stream);
        foreach (var (range, tolerance) in after)
        {
            _database
                .Sql("INSERT INTO known VALUES ($1, $2, $3, $4)")
                .Run(stream, range.Start.UnixMicroseconds, range.End.UnixMicroseconds, tolerance);
        }

        return true;
    }

    private static List<(TimeRange Range, long Tolerance)> Joined(List<(TimeRange Range, long Tolerance)> ranges)
    {
        var joined = new List<(TimeRange Range, long Tolerance)>();
        foreach (var (range, tolerance) in ranges.OrderBy(known => known.Range.Start))
        {
            if (joined.Count > 0 && joined[^1].Tolerance == tolerance && joined[^1].Range.End == range.Start)
            {
                joined[^1] = (new TimeRange(joined[^1].Range.Start, range.End), tolerance);
            }
            else
            {
                joined.Add((range, tolerance));
            }
        }

        return joined;
    }

    /// <summary>Hours that are gone are forgotten.</summary>
    private void ForgetGone(long stream, PlannedHours? planned)
    {
        var gone = new List<long>();
        foreach (
            var row in _database
                .Sql("SELECT hour FROM hour WHERE stream_id = $1 AND hour BETWEEN $2 AND $3")
                .Rows(stream, (long)_scope.FirstHour, (long)_scope.LastHour))
        {
            if (planned?.Contains((int)row.Integer(0)) != true) gone.Add(row.Integer(0));
        }

        foreach (var hour in gone) _database.Sql("DELETE FROM hour WHERE stream_id = $1 AND hour = $2").Run(stream, hour);
    }

    /// <summary>The next difference begins here, so what hours were like before is forgotten; but not where they reach into time that this
    /// run did not judge.</summary>
    private void ForgetBefore(long stream, TimeRange judged)
    {
        var known = new List<TimeRange>();
        foreach (var row in _database.Sql("SELECT start, \"end\" FROM known WHERE stream_id = $1 ORDER BY start").Rows(stream))
            known.Add(row.Range(0));
        var elsewhere = RangeSets.Subtract(known, [judged]);
        var settled = new List<long>();
        foreach (var row in _database.Sql("SELECT hour FROM hour_before WHERE stream_id = $1").Rows(stream))
        {
            var hour = new Hour((int)row.Integer(0));
            if (RangeSets.Intersect(elsewhere, [new TimeRange(hour.Start, hour.Next.End)]).Count == 0) settled.Add(row.Integer(0));
        }

        foreach (var hour in settled) _database.Sql("DELETE FROM hour_before WHERE stream_id = $1 AND hour = $2").Run(stream, hour);
    }

    private static DeltaCounts Sum(DeltaCounts left, DeltaCounts right) => new()
    {
        New = left.New + right.New,
        Grown = left.Grown + right.Grown,
        Shrunk = left.Shrunk + right.Shrunk,
        Healed = left.Healed + right.Healed,
        Lost = left.Lost + right.Lost,
        LostMicroseconds = left.LostMicroseconds + right.LostMicroseconds,
        Corrupted = left.Corrupted + right.Corrupted,
        Mended = left.Mended + right.Mended,
        Excused = left.Excused + right.Excused,
    };
}
