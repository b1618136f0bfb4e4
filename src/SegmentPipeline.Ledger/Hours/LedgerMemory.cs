namespace SegmentPipeline.Ledger;

/// <summary>What one audit remembers. It never fails the audit: after the first fault of the file it knows nothing, keeps nothing, and says
/// so at the end.</summary>
internal sealed class LedgerMemory(LedgerDatabase database, StreamTable streams, HourWriter writer, bool hasChecks) : IHourMemory
{
    /// <summary>Every hour's turn to be checked comes once in so many runs.</summary>
    internal const int ChecksEvery = 30;

    private readonly HourStates _states = new(database);
    private readonly HourRows _rows = new(database);
    private readonly Dictionary<StreamId, PlannedHours> _planned = [];
    private readonly HashSet<(StreamId Stream, Hour Hour)> _due = [];
    private (StreamId Stream, ILookup<Hour, CorruptFile> Files)? _corrupt;

    /// <summary>The hours that the audit has planned.</summary>
    internal IReadOnlyDictionary<StreamId, PlannedHours> Planned => _planned;

    /// <summary>How many known hours were due to be checked.</summary>
    internal long HoursChecked { get; private set; }

    /// <summary>The last hour that was asked for.</summary>
    internal (StreamId Stream, Hour Hour)? Cursor { get; private set; }

    /// <summary>The last run that came to its end. Hours that later ones have written down have been read for the present round of
    /// runs.</summary>
    internal long LastEndedRun { get; init; }

    /// <summary>Told of each hour that is written down for the first time in the present round: the run has got somewhere.</summary>
    internal Action Advanced { get; init; } = () => { };

    /// <summary>The first fault of the file, or null.</summary>
    internal Exception? Fault { get; private set; }

    public bool IsDueForCheck(StreamId stream, Hour hour)
    {
        if (!_planned.TryGetValue(stream, out var planned)) _planned.Add(stream, planned = new PlannedHours());
        planned.Add(hour.SinceEpoch);
        if (!hasChecks) return false;
        var isDue = false;
        Try(() => isDue = IsItsTurn(stream, hour) && StateOf(stream, hour) == HourState.Trusted);
        if (!isDue) return false;
        HoursChecked++;
        _due.Add((stream, hour));
        return true;
    }

    public bool IsDamaged(StreamId stream, Hour hour)
    {
        var isDamaged = false;
        Try(() => isDamaged = StateOf(stream, hour) == HourState.Damaged);
        return isDamaged;
    }

    /// <summary>What is known, with the names only of an hour that is due to be checked, and then once: nothing else needs them, and most
    /// of a ledger is names.</summary>
    public HourDigest? Recall(StreamId stream, Hour hour)
    {
        Cursor = (stream, hour);
        HourDigest? found = null;
        Try(() =>
        {
            var isDue = _due.Remove((stream, hour));
            found = Find(stream, hour, isDue).Digest;
            if (found is not null && isDue) found = found with { Names = NamesOf(stream, hour) };
        });
        return found;
    }

    /// <summary>What verifications have found; asked stream by stream.</summary>
    public IReadOnlyList<CorruptFile> CorruptIn(StreamId stream, Hour hour)
    {
        if (_corrupt?.Stream == stream) return [.. _corrupt.Value.Files[hour]];
        ILookup<Hour, CorruptFile> files = Array.Empty<CorruptFile>().ToLookup(file => file.Path.Hour);
        Try(() =>
        {
            if (streams.Find(stream) is not { } row) return;
            lock (database.Gate) files = new CorruptTable(database).OpenIn(row.Id);
        });
        _corrupt = (stream, files);
        return [.. files[hour]];
    }

    public void Remember(StreamId stream, Hour hour, HourDigest digest)
    {
        Cursor = (stream, hour);
        var hasAdvanced = false;
        Try(() =>
        {
            if (IsKnown(stream, hour, digest)) return;
            hasAdvanced = Find(stream, hour).Run <= LastEndedRun;
            writer.Add(stream, hour, digest, !IsThere(stream, hour));
        });
        if (hasAdvanced) Advanced();
    }

    /// <summary>Writes down what is still in memory.</summary>
    internal void Flush()
    {
        Try(writer.Flush);
        writer.Settle();
    }

    private bool IsItsTurn(StreamId stream, Hour hour) =>
        streams.Find(stream) is { } row && (hour.SinceEpoch + row.Turn) % ChecksEvery == 0;

    private HourState StateOf(StreamId stream, Hour hour) =>
        streams.Find(stream) is { } row ? _states.Find(row.Id, hour.SinceEpoch) : HourState.None;

    /// <summary>The hour as the file has it; alone if it lies far from the one that will be asked for next, as hours do that are
    /// due.</summary>
    private RememberedHour Find(StreamId stream, Hour hour, bool isAlone = false)
    {
        if (streams.Find(stream) is not { } row) return default;
        return isAlone ? _rows.FindAlone(row.Id, hour.SinceEpoch) : _rows.Find(row.Id, hour.SinceEpoch);
    }

    /// <summary>Whether the file has anything of the hour, be it damaged.</summary>
    private bool IsThere(StreamId stream, Hour hour) => streams.Find(stream) is { } row && _rows.Has(row.Id, hour.SinceEpoch);

    private ReadOnlyMemory<byte> NamesOf(StreamId stream, Hour hour) => _rows.NamesOf(streams.IdOf(stream), hour.SinceEpoch);

    /// <summary>Whether that is what the file says already.</summary>
    private bool IsKnown(StreamId stream, Hour hour, HourDigest digest) =>
        Find(stream, hour).Digest is { } known
        && known.Fingerprint == digest.Fingerprint
        && known.IsTrusted == digest.IsTrusted
        && known.Facts.Span.SequenceEqual(digest.Facts.Span)
        && NamesOf(stream, hour).Span.SequenceEqual(digest.Names.Span);

    private void Try(Action work)
    {
        if (Fault is not null) return;
        try
        {
            work();
        }
        catch (Exception cause) when (LedgerFaults.IsAboutTheFile(cause))
        {
            Fault = cause;
        }
    }
}
