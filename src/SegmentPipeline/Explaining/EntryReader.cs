namespace SegmentPipeline;

/// <summary>Reads the entries of hours one by one: those that matter to a moment, each with its fate and what decided it.</summary>
internal sealed class EntryReader(IArchiveStore store, StreamPlan stream, EntryInterest interest, NearEntries entries)
{
    private readonly ListStage _lister = new(store);
    private readonly SelectStage _selector = new(store);
    private readonly HourBuffers _buffers = new();
    private readonly List<UnreadableFinding> _unreadable = [];

    /// <summary>What could not be read.</summary>
    internal IReadOnlyList<UnreadableFinding> Unreadable => _unreadable;

    internal async Task ReadAsync(Hour hour, CancellationToken cancellationToken)
    {
        _buffers.Begin(new HourWork(stream, hour));
        await _lister.ListAsync(_buffers, cancellationToken).ConfigureAwait(false);
        ParseStage.Parse(_buffers);
        var starts = ReadNames(hour);
        if (starts.Count > 0)
        {
            // All choices of the hour are made once, so that every size that one of them needs is known.
            var untold = _buffers.Unreadable.Count;
            await _selector.SelectAsync(_buffers, cancellationToken).ConfigureAwait(false);
            _buffers.ClearChoices(untold);
            Choose(hour, starts);
        }

        _unreadable.AddRange(_buffers.Unreadable);
    }

    /// <summary>Takes the entries whose names decide, and gives the starts whose choices matter.</summary>
    private HashSet<uint> ReadNames(Hour hour)
    {
        var starts = new HashSet<uint>();
        var fates = new NameFates(_buffers.Names);
        foreach (var listed in _buffers.Names)
        {
            var read = fates.FateOf(listed.Name, listed.NameOffset, listed.Kind);
            var start = read.HasStart ? hour.Start.AddMicroseconds(read.Entry.StartMicroseconds) : (Timestamp?)null;
            var end = read.IsSegment ? hour.Start.AddMicroseconds(read.Entry.EndMicroseconds) : (Timestamp?)null;
            if (read.Fate == EntryFate.Bad ? !interest.TakesBadName(hour, start) : !interest.Takes(start, end)) continue;
            if (read.Fate is not { } fate)
            {
                starts.Add(read.Entry.StartMicroseconds);
                continue;
            }

            entries.Add(new MomentEntry
            {
                Path = new EntryPath(stream.Id, hour, listed.Name),
                Fate = fate,
                Start = start,
                End = end,
                Kind = read.Kind,
                IsEmpty = read.IsSegment && read.Entry.IsEmpty,
                By = fate == EntryFate.Tombstoned ? new EntryPath(stream.Id, hour, ArchiveLayout.TombstoneOf(listed.Name)) : null,
                Cause = fate == EntryFate.Unreadable ? _buffers.Names.CauseAt(listed.NameOffset) : read.Cause,
                Position = fate == EntryFate.Bad ? read.Position : null,
            });
        }

        return starts;
    }

    /// <summary>Decides the starts as <see cref="SelectStage"/> does, and says why.</summary>
    private void Choose(Hour hour, HashSet<uint> starts)
    {
        var keys = _buffers.Sorter.Keys;
        for (var at = 0; at < keys.Length;)
        {
            var next = at + 1;
            while (next < keys.Length && keys[next] >> 32 == keys[at] >> 32) next++;
            if (starts.Contains((uint)(keys[at] >> 32))) Choose(hour, keys[at..next]);
            at = next;
        }
    }

    private void Choose(Hour hour, ReadOnlySpan<ulong> keys)
    {
        var choice = new StartChoice(_buffers, keys);
        var winner = keys.Length == 1 ? StartSorter.IndexOf(keys[0]) : choice.Decide(new SizeAnswers(_buffers)).Winner;
        var winnerPath = winner is { } best ? new EntryPath(stream.Id, hour, _buffers.NameOf(_buffers.Segments[best])) : null;
        foreach (var key in keys)
        {
            var rival = StartSorter.IndexOf(key);
            ref readonly var segment = ref _buffers.Segments[rival];
            var fate = rival == winner ? EntryFate.Selected : choice.Remaining.Contains(rival) ? EntryFate.Superseded : EntryFate.Vanished;
            entries.Add(new MomentEntry
            {
                Path = new EntryPath(stream.Id, hour, _buffers.NameOf(segment)),
                Fate = fate,
                Start = hour.Start.AddMicroseconds(segment.StartMicroseconds),
                End = hour.Start.AddMicroseconds(segment.EndMicroseconds),
                Kind = segment.KindIn(_buffers.NameOf(segment)),
                IsEmpty = segment.IsEmpty,
                SizeBytes = choice.SizeOf(rival),
                By = fate == EntryFate.Superseded ? winnerPath : null,
                Rule = fate == EntryFate.Superseded ? choice.RuleBetween(winner!.Value, rival) : null,
            });
        }
    }
}
