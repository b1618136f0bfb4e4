namespace SegmentPipeline;

/// <summary>The choice between the non-temporary segments of one start.</summary>
/// <remarks>Source: semantics §2. The buffers of an hour have room for one choice at a time.</remarks>
internal readonly ref struct StartChoice
{
    private readonly HourBuffers _buffers;
    private readonly List<int> _rivals;

    /// <summary>Begins a choice. Writes Rivals.</summary>
    /// <param name="buffers">The hour.</param>
    /// <param name="keys">The keys of two or more of its segments.</param>
    internal StartChoice(HourBuffers buffers, ReadOnlySpan<ulong> keys)
    {
        _buffers = buffers;
        _rivals = buffers.Rivals;
        _rivals.Clear();
        foreach (var key in keys) _rivals.Add(StartSorter.IndexOf(key));
    }

    /// <summary>How a choice ended; without a winner if every rival had vanished.</summary>
    internal readonly record struct Outcome(int? Winner, int Superseded, int Vanished);

    /// <summary>Adds the questions that <see cref="Decide"/> will ask first. Reads Rivals and Segments; writes BestRivals and
    /// Questions.</summary>
    internal void AddQuestions()
    {
        var best = BestWithoutSizes();
        if (best.Count == 1) return;
        foreach (var rival in best)
        {
            ref readonly var entry = ref _buffers.Segments[rival];
            _buffers.Questions.Add(new SizeQuestion { NameOffset = entry.NameOffset, NameLength = entry.NameLength });
        }
    }

    /// <summary>Chooses; sizes are needed only where they decide. A rival that has vanished is taken out, and the choice is made anew.
    /// Reads Work, Segments, Names and Questions; writes Rivals, BestRivals, Sized, SizesChangedSeconds, and adds to Unreadable and
    /// Questions.</summary>
    internal Outcome Decide(SizeAnswers answers)
    {
        var vanished = 0;
        while (_rivals.Count > 0)
        {
            var best = BestWithoutSizes();
            if (best.Count == 1) return new Outcome(best[0], _rivals.Count - 1, vanished);
            int? winner = null;
            long greatest = 0;
            foreach (var rival in best)
            {
                if (!TrySize(answers, rival, out var sizeBytes))
                {
                    vanished++;
                    _rivals.Remove(rival);
                }
                else if (winner is not { } other || sizeBytes > greatest || (sizeBytes == greatest && IsBetterName(rival, other)))
                {
                    (winner, greatest) = (rival, sizeBytes);
                }
            }

            if (winner is not null) return new Outcome(winner, _rivals.Count - 1, vanished);
        }

        return new Outcome(null, 0, vanished);
    }

    /// <summary>After <see cref="Decide"/>: the winner and those that it supersedes; the others have vanished. Reads Rivals.</summary>
    internal IReadOnlyList<int> Remaining => _rivals;

    /// <summary>The size that the choice was made with; null if it could not be had or was not needed. Reads Segments and Sized.</summary>
    internal long? SizeOf(int rival)
    {
        var offset = _buffers.Segments[rival].NameOffset;
        var at = _buffers.Sized.FindLastIndex(sized => sized.NameOffset == offset);
        return at < 0 ? null : _buffers.Sized[at].SizeBytes;
    }

    /// <summary>The first rule by which two segments differ, after <see cref="Decide"/> has chosen one of them. Reads Segments, Names and
    /// Sized.</summary>
    internal ChoiceRule RuleBetween(int winner, int loser)
    {
        ref readonly var a = ref _buffers.Segments[winner];
        ref readonly var b = ref _buffers.Segments[loser];
        if (a.Kind != b.Kind) return ChoiceRule.Kind;
        if (a.Kind == SegmentKind.Full && a.DurationMicroseconds != b.DurationMicroseconds) return ChoiceRule.Duration;
        if (SizeOf(winner) != SizeOf(loser)) return ChoiceRule.Size;
        return HashOrder(a, b) != 0 ? ChoiceRule.Hash : ChoiceRule.Name;
    }

    /// <summary>Full ones of the longest duration if any is full, else the suspect ones, else the partial ones.</summary>
    private List<int> BestWithoutSizes()
    {
        var best = _buffers.BestRivals;
        best.Clear();
        ulong greatest = 0;
        foreach (var rival in _rivals)
        {
            ref readonly var entry = ref _buffers.Segments[rival];
            var rank = ((ulong)entry.Kind << 32) | (entry.Kind == SegmentKind.Full ? entry.DurationMicroseconds : 0);
            if (rank < greatest) continue;
            if (rank > greatest) best.Clear();
            greatest = rank;
            best.Add(rival);
        }

        return best;
    }

    /// <summary>Between equals: of full ones the greatest hash bytes; then the first name.</summary>
    private bool IsBetterName(int left, int right)
    {
        ref readonly var a = ref _buffers.Segments[left];
        ref readonly var b = ref _buffers.Segments[right];
        var byHash = HashOrder(a, b);
        return byHash != 0 ? byHash > 0 : _buffers.NameOf(a).SequenceCompareTo(_buffers.NameOf(b)) < 0;
    }

    private int HashOrder(in SegmentEntry a, in SegmentEntry b) =>
        a.Kind == SegmentKind.Full ? HashBytes.Compare(_buffers.NameOf(a)[a.HashOffset..], _buffers.NameOf(b)[b.HashOffset..]) : 0;

    /// <summary>False if the file has vanished. A file that cannot be sized counts as smaller than any other, and is a finding.</summary>
    private bool TrySize(SizeAnswers answers, int rival, out long sizeBytes)
    {
        var work = _buffers.Work;
        ref readonly var entry = ref _buffers.Segments[rival];
        var name = _buffers.NameOf(entry);
        var answer = answers.QuestionAbout(entry);
        var outcome = work.Stream.Confirm(answer.Outcome);
        sizeBytes = answer.SizeBytes;
        if (outcome.Status == ReadStatus.Absent) return false;
        if (outcome.Status == ReadStatus.Done)
        {
            _buffers.SizesChangedSeconds = Math.Max(_buffers.SizesChangedSeconds, answer.ChangedSeconds);
            _buffers.Sized.Add(new SizedName(entry.NameOffset, entry.NameLength, sizeBytes));
            return true;
        }

        sizeBytes = -1;
        _buffers.AddUnreadable(name, outcome.Cause);
        return true;
    }
}
