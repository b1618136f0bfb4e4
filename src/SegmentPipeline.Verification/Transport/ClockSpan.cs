namespace SegmentPipeline;

/// <summary>From when to when the pictures of a stretch of one PID last. Times are ticks, unwrapped.</summary>
/// <remarks>Source: docs/verification.md §2, <c>duration</c>.</remarks>
internal struct ClockSpan
{
    /// <summary>Sound whose packets last no longer than this lasts as the rule says; the rule errs by less than half of what is
    /// tolerated.</summary>
    private const long LongAudioTicks = Ticks.PerSecond / 8;

    private int _contentBytes;
    private int _contentBytesBefore;

    /// <summary>How many pictures there are.</summary>
    internal int Pictures { get; private set; }

    /// <summary>The least time at which one is shown.</summary>
    internal long First { get; private set; }

    /// <summary>The greatest time at which one is shown.</summary>
    internal long Last { get; private set; }

    /// <summary>When the one before the last is shown; as <see cref="Last"/> if there is none.</summary>
    internal long BeforeLast { get; private set; }

    /// <summary>When the first one is decoded.</summary>
    internal long FirstDecode { get; private set; }

    /// <summary>When the last one is decoded.</summary>
    internal long LastDecode { get; private set; }

    /// <summary>The longest time that one waits for being shown.</summary>
    internal long MostDelay { get; private set; }

    /// <summary>How long the last one lasts: as long as the one before; 0 if there is none before.</summary>
    internal readonly long LastLasts => Last - BeforeLast;

    /// <summary>The end of the last one.</summary>
    internal readonly long End => Last + LastLasts;

    /// <summary>The end of the last one if it is sound, many frames of which may be packed together: where they last long, the last lasts
    /// by its bytes, but no longer than the one before.</summary>
    internal readonly long EndOfAudio =>
        LastLasts <= LongAudioTicks || _contentBytes == 0 || _contentBytes >= _contentBytesBefore
            ? End
            : Last + LastLasts * _contentBytes / _contentBytesBefore;

    /// <summary>Takes a picture.</summary>
    internal void Add(long presentation, long decode, int contentBytes)
    {
        if (Pictures == 0)
        {
            First = Last = BeforeLast = presentation;
            FirstDecode = decode;
            _contentBytes = contentBytes;
        }

        Pictures++;
        First = Math.Min(First, presentation);
        LastDecode = decode;
        MostDelay = Math.Max(MostDelay, presentation - decode);
        if (presentation > Last)
        {
            (BeforeLast, _contentBytesBefore) = (Last, _contentBytes);
            (Last, _contentBytes) = (presentation, contentBytes);
        }
        else if (presentation < Last && (presentation > BeforeLast || BeforeLast == Last))
        {
            (BeforeLast, _contentBytesBefore) = (presentation, contentBytes);
        }
    }
}
