namespace SegmentPipeline;

/// <summary>What the report of one copy says, as evidence for the causes of losses: its holes, degraded and unknown ranges and windows; and
/// of this copy what is wrong on its disk.</summary>
/// <remarks>Memory follows the number of findings. Once records were added, an instance may be asked by one thread at a time.</remarks>
public sealed class CopyEvidence
{
    private readonly Dictionary<StreamId, StreamEvidence> _streams = [];
    private readonly Dictionary<string, List<StreamId>> _channels = new(StringComparer.Ordinal);

    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);
    private bool _isUnreadable;

    /// <summary>Whether the copy has answered. One that has not may have anything.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>The channels.</summary>
    internal IReadOnlyCollection<string> Channels => _channels.Keys;

    /// <summary>The answer of a copy that has none of the streams: it says nothing for or against anything.</summary>
    public static CopyEvidence OfNothing() => new() { IsAnswered = true };

    /// <summary>Reads a report.</summary>
    /// <param name="records">The records of an audit of the copy, with a window that is no shorter than that of the losses.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AuditFailedException">The copy cannot be audited.</exception>
    public static async Task<CopyEvidence> ReadAsync(IAsyncEnumerable<AuditRecord> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        var evidence = new CopyEvidence();
        await foreach (var record in records.WithCancellation(cancellationToken).ConfigureAwait(false)) evidence.Add(record);
        return evidence;
    }

    /// <summary>Adds a record of its report. Only a report that has come to its <see cref="SummaryRecord"/> is an answer.</summary>
    /// <param name="record">The record.</param>
    public void Add(AuditRecord record)
    {
        switch (record)
        {
            case HoleFinding hole: Of(hole.Stream).AddHole(hole.Range); break;
            case DegradedFinding degraded: Of(degraded.Stream).AddDegraded(degraded.Range); break;
            case UnknownRecord unknown: Of(unknown.Stream).AddUnknown(unknown.Range); break;
            case OffRecord off: Of(off.Stream).Off.Add(off.Range); break;
            case StreamRecord stream: Of(stream.Stream).Window = stream.Window; break;
            case CorruptFinding corrupt: Of(corrupt.File.Path.Stream).Disk.Add(corrupt.File.Range); break;
            case DeltaRecord { Change: DeltaChange.Lost, VanishedFiles: > 0 } lost: Of(lost.Stream).Disk.Add(lost.Range); break;
            case UnreadableFinding unreadable: AddUnreadable(unreadable.Path); break;
            case SummaryRecord: IsAnswered = true; break;
        }
    }

    /// <summary>Adds where a new session of the encoder begins, as a verification tells it: from the end of the segment before to the start
    /// of the next.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="range">That range; the end may lie before the start.</param>
    public void AddSession(StreamId stream, TimeRange range)
    {
        ArgumentNullException.ThrowIfNull(stream);
        // Where one segment follows the other there is nothing between them; the session begins at a moment all the same.
        var start = Timestamp.Min(range.Start, range.End);
        var end = Timestamp.Max(range.Start, range.End);
        Of(stream).Sessions.Add(new TimeRange(start, Timestamp.Max(end, start.AddMicroseconds(1))));
    }

    internal StreamEvidence? Find(StreamId stream) => _streams.GetValueOrDefault(stream);

    internal Witness Ask(StreamId stream, TimeRange range, bool isHole)
    {
        if (!IsAnswered) return Witness.Unknown;
        var witness = Find(stream)?.Ask(range, isHole) ?? Witness.Absent;
        return witness == Witness.Absent && MayHaveMore(stream.Channel) ? Witness.Unknown : witness;
    }

    /// <summary>What the qualities of a channel say together: it is there if one of them has it, and stopped if all did.</summary>
    internal (Witness Witness, int Asked) AskChannel(string channel, TimeRange range, bool isHole)
    {
        if (!IsAnswered) return (Witness.Unknown, 0);
        var (asked, lacking, isUnknown, wasNotAsked) = (0, 0, false, false);
        foreach (var stream in _channels.GetValueOrDefault(channel, []))
        {
            var witness = Ask(stream, range, isHole);
            wasNotAsked |= witness == Witness.NotAsked;
            if (witness is Witness.Absent or Witness.NotAsked) continue;
            asked++;
            if (witness == Witness.Has) return (Witness.Has, asked);
            if (witness == Witness.Lacks) lacking++;
            isUnknown |= witness == Witness.Unknown;
        }

        if (MayHaveMore(channel)) return (Witness.Unknown, asked);
        if (asked == 0) return (wasNotAsked ? Witness.NotAsked : Witness.Absent, 0);
        if (lacking == asked) return (Witness.Lacks, asked);
        return (isUnknown ? Witness.Unknown : Witness.Partly, asked);
    }

    /// <summary>What the other qualities of a stream's channel say.</summary>
    internal (int Having, int Asked) AskOthers(StreamId stream, TimeRange range, bool isHole)
    {
        var (having, asked) = (0, 0);
        foreach (var other in _channels.GetValueOrDefault(stream.Channel, []))
        {
            if (other == stream) continue;
            var witness = Ask(other, range, isHole);
            if (witness is Witness.Absent or Witness.NotAsked) continue;
            asked++;
            if (witness == Witness.Has) having++;
        }

        return (having, asked);
    }

    /// <summary>A place that could not be read: an hour or something in it; or a stream, a channel or all of it, which may then have
    /// anything.</summary>
    private void AddUnreadable(ArchivePath path)
    {
        if (path.Stream is { } stream)
        {
            if (path.Hour is { } hour) Of(stream).Disk.Add(hour.Range);
            else Of(stream).IsUnreadable = true;
        }
        else if (path.Channel is { } channel && !_channels.ContainsKey(channel)) _channels[channel] = [];

        if (path.Hour is not null) return;
        if (path.Channel is { } unread) _unreadable.Add(unread);
        else _isUnreadable = true;
    }

    /// <summary>Whether there may be streams of a channel that could not be read.</summary>
    private bool MayHaveMore(string channel) => _isUnreadable || _unreadable.Contains(channel);

    private StreamEvidence Of(StreamId stream)
    {
        if (_streams.TryGetValue(stream, out var known)) return known;
        if (!_channels.TryGetValue(stream.Channel, out var qualities)) _channels[stream.Channel] = qualities = [];
        qualities.Add(stream);
        return _streams[stream] = new StreamEvidence();
    }
}
