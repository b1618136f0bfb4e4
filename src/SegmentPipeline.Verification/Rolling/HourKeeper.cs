namespace SegmentPipeline.Verification;

/// <summary>Remembers what is verified while it goes on: at the end of an hour, with every corrupt file, and every second, so that a
/// process that is killed loses what was in flight and little more.</summary>
/// <remarks>Source: docs/verification.md §5. Called by one stage only, as <see cref="IContentMemory"/> wants it.</remarks>
internal sealed class HourKeeper(IContentMemory memory, VerificationLevel level, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly HashSet<(StreamId Stream, Hour Hour)> _finished = [];
    private KeptHour? _kept;
    private ListedHour? _hour;
    private bool _isStopped;
    private long _rememberedAt = clock.GetTimestamp();

    /// <summary>The hours of which every file has had its turn in this run.</summary>
    internal IReadOnlySet<(StreamId Stream, Hour Hour)> Finished => _finished;

    /// <summary>Begins an hour that could be listed.</summary>
    internal void BeginHour(ListedHour hour) => (_hour, _kept) = (hour, new KeptHour(hour, level));

    /// <summary>Takes a file of it.</summary>
    internal void Add(FileReading reading, CorruptFile? corrupt)
    {
        _kept!.Add(reading, corrupt);
        if (_kept.IsFinished || !_kept.HasNews) return;
        if (_kept.HasCorruptNews || clock.GetElapsedTime(_rememberedAt) >= Pause) Remember();
    }

    /// <summary>Ends it, or as much of it as had its turn.</summary>
    internal void EndHour()
    {
        var isKnown = _hour!.Task.Known is not null;
        if (_kept!.IsFinished)
        {
            if (_hour.Scope.Length > 0 || isKnown) Remember();
            if (_hour.Scope.Length > 0 && !_isStopped) _finished.Add((_hour.Contents.Stream, _hour.Contents.Hour));
        }
        else if (_kept.HasNews)
        {
            Remember();
        }
    }

    /// <summary>Takes corrupt files of a sample.</summary>
    internal void RememberSampled(IReadOnlyList<CorruptFile> corrupt)
    {
        if (corrupt.Count == 0 || _isStopped) return;
        try
        {
            memory.RememberCorrupt(corrupt, Now);
        }
        catch (OperationCanceledException)
        {
            _isStopped = true;
        }
    }

    /// <summary>Forgets the corrupt files of an hour whose directory is gone.</summary>
    internal void Forget(StreamId stream, Hour hour) => memory.Remember(stream, hour, new VerifiedHour
    {
        VerifiedAt = Now,
        Level = level,
        Names = NamesHash.OfNothing,
        Files = 0,
        Bytes = 0,
    });

    private Timestamp Now => Timestamp.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>A memory that waits for somebody else may be cancelled with the run: what it has not taken does not count. In a block of
    /// the line that exception would lose its message.</summary>
    private void Remember()
    {
        if (_isStopped) return;
        try
        {
            memory.Remember(_hour!.Contents.Stream, _hour.Contents.Hour, _kept!.ToRemember(Now));
        }
        catch (OperationCanceledException)
        {
            _isStopped = true;
        }

        _rememberedAt = clock.GetTimestamp();
    }
}
