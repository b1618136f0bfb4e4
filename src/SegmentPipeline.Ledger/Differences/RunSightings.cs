namespace SegmentPipeline.Ledger;

/// <summary>Takes down what an audit says as its records pass: ranges in memory, 16 bytes each; what has a name in a temporary
/// table.</summary>
internal sealed class RunSightings(LedgerDatabase database, StreamTable streams)
{
    private const int NamedAtOnce = 1000;

    private readonly SortedDictionary<StreamId, StreamSightings> _streams = [];
    private readonly HashSet<string> _unreadableChannels = new(StringComparer.Ordinal);
    private readonly List<NamedSighting> _named = [];
    private (StreamId? Stream, StreamSightings? Sightings) _last;

    /// <summary>The streams spoken of, in order.</summary>
    internal IReadOnlyDictionary<StreamId, StreamSightings> Streams => _streams;

    /// <summary>What is known of a stream that was perhaps not spoken of.</summary>
    internal StreamSightings InStream(StreamId stream) => _streams.GetValueOrDefault(stream) ?? new StreamSightings();

    /// <summary>Whether nothing can be said of a stream, since its directory or its channel's could not be read.</summary>
    internal bool IsUntold(StreamId stream) => _unreadableChannels.Contains(stream.Channel) || InStream(stream).IsUnreadable;

    /// <summary>Takes down a record.</summary>
    internal void Add(AuditRecord record)
    {
        switch (record)
        {
            case Finding finding: Add(finding, FindingTypes.TypeOf(finding)); break;
            case StreamRecord figures: Stream(figures.Stream).Figures = figures; break;
        }
    }

    /// <summary>Writes what has a name into the temporary table.</summary>
    internal void Flush()
    {
        if (_named.Count == 0) return;
        lock (database.Gate)
        {
            database.InTransaction(() =>
            {
                foreach (var named in _named) Write(named);
            });
        }

        _named.Clear();
    }

    private StreamSightings Stream(StreamId stream)
    {
        if (stream == _last.Stream) return _last.Sightings!;
        if (!_streams.TryGetValue(stream, out var sightings)) _streams.Add(stream, sightings = new StreamSightings());
        _last = (stream, sightings);
        return sightings;
    }

    private void Add(Finding finding, FindingType type)
    {
        var (kind, stream, range) = (LedgerFindingKinds.KindOf(finding), type.StreamOf(finding), type.RangeOf(finding));
        if (kind <= LedgerFindingKinds.LastOfRanges) Stream(stream!).RangesOf(kind).Add(range!.Value);
        else Name(stream, kind, type.EntryOf(finding) ?? "", range, type.Field("cause")?.TextIn(finding));
        if (finding is UnreadableFinding unreadable) AddUnreadable(unreadable);
    }

    private void AddUnreadable(UnreadableFinding unreadable)
    {
        var parts = unreadable.Path.Split('/');
        if (parts.Length == 1) _unreadableChannels.Add(parts[0]);
        else if (parts.Length == 2) Stream(new StreamId(parts[0], parts[1])).IsUnreadable = true;
        else if (Hour.TryParse(parts[2], out var hour)) Stream(new StreamId(parts[0], parts[1])).UnreadableHours.Add(hour);
    }

    private void Name(StreamId? stream, LedgerFindingKind kind, string path, TimeRange? range, string? cause)
    {
        _named.Add(new NamedSighting(stream, kind, path, range, cause));
        if (_named.Count >= NamedAtOnce) Flush();
    }

    private void Write(NamedSighting named)
    {
        // An entry with a bad name stands at its hour.
        var range = named.Range;
        if (range is null && named.Stream is not null
            && Hour.TryParse(named.Path.AsSpan(0, Math.Min(13, named.Path.Length)), out var hour)) range = hour.Range;
        database.Sql("INSERT OR REPLACE INTO seen (stream_id, kind, path, start, \"end\", cause) VALUES ($1, $2, $3, $4, $5, $6)").Run(
            named.Stream is null ? 0L : streams.IdOf(named.Stream), (long)named.Kind, named.Path,
            range?.Start.UnixMicroseconds, range?.End.UnixMicroseconds, named.Cause);
    }

    /// <summary>A finding that is told by its name.</summary>
    private readonly record struct NamedSighting(StreamId? Stream, LedgerFindingKind Kind, string Path, TimeRange? Range, string? Cause);
}
