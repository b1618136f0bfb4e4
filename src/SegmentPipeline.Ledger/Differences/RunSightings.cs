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
            case OffRecord off: Stream(off.Stream).Off.Add(off.Range); break;
            case ExpectationRecord expectation: Stream(expectation.Stream).Expectation = expectation; break;
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
        if (kind <= LedgerFindingKinds.LastOfRanges)
        {
            Stream(stream!).RangesOf(kind).Add(range!.Value);
            return;
        }

        // An entry with a bad name stands at its hour.
        var place = type.PlaceOf(finding);
        if (stream is not null) range ??= place.Hour?.Range;
        AddNamed(new NamedSighting(stream, kind, place, type.EntryOf(finding) ?? "", range, type.Field("cause")?.TextIn(finding))
        {
            IsSelected = (finding as CorruptFinding)?.File.IsSelected,
        });
        if (finding is UnreadableFinding) AddUnreadable(place);
    }

    private void AddUnreadable(ArchivePath place)
    {
        if (place.Stream is not { } stream) _unreadableChannels.Add(place.Channel!);
        else if (place.Hour is { } hour) Stream(stream).UnreadableHours.Add(hour);
        else Stream(stream).IsUnreadable = true;
    }

    private void AddNamed(NamedSighting named)
    {
        _named.Add(named);
        if (_named.Count >= NamedAtOnce) Flush();
    }

    private void Write(NamedSighting named) =>
        database
            .Sql(
                "INSERT OR REPLACE INTO seen (stream_id, kind, path, start, \"end\", cause, root_entry, selected) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
            )
            .Run(
            named.Stream is null ? 0L : streams.IdOf(named.Stream), (long)named.Kind, named.Path,
            named.Range?.Start.UnixMicroseconds, named.Range?.End.UnixMicroseconds, named.Cause,
            named.Stream is null ? named.Place.Channel ?? named.Place.Name : null,
            named.IsSelected is { } selected ? selected ? 1L : 0L : null);

    /// <summary>A finding that is told by its name.</summary>
    /// <param name="Stream">The stream; null if it belongs to none.</param>
    /// <param name="Kind">The type.</param>
    /// <param name="Place">The place that it speaks of.</param>
    /// <param name="Path">What tells it from others of its type and stream: the place as reports show it, of a silent stream the other
    /// quality.</param>
    /// <param name="Range">Its range, or that of its hour; null if it has neither.</param>
    /// <param name="Cause">What is wrong.</param>
    private readonly record struct NamedSighting(
        StreamId? Stream, LedgerFindingKind Kind, ArchivePath Place, string Path, TimeRange? Range, string? Cause)
    {
        /// <summary>Whether a corrupt file is selected; null of everything else.</summary>
        internal bool? IsSelected { get; init; }
    }
}
