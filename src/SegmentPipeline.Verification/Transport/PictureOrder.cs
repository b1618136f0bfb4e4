using System.Runtime.InteropServices;

namespace SegmentPipeline;

/// <summary>Puts the pictures of one PID into the order in which they are shown, as a decoder does: a picture is shown when its time has
/// come, which the decoding of another one tells. Says how far the clock goes from one to the next.</summary>
/// <remarks>Source: docs/verification.md §2, <c>clock</c>.</remarks>
internal sealed class PictureOrder
{
    /// <summary>No codec holds a picture back for longer than so many that follow it.</summary>
    internal const int MostHeld = 16;

    private readonly Waiting[] _waiting = new Waiting[MostHeld + 1];
    private readonly List<ClockStep> _steps = [];
    private int _count;
    private long _number;
    private long _shown;
    private bool _hasShown;

    /// <summary>The steps of more than a second that came to light with the last picture, or at the end.</summary>
    internal ReadOnlySpan<ClockStep> Steps => CollectionsMarshal.AsSpan(_steps);

    /// <summary>Forgets all pictures.</summary>
    internal void Clear()
    {
        _steps.Clear();
        _count = 0;
        _hasShown = false;
    }

    /// <summary>Takes a picture.</summary>
    /// <param name="presentation">When it is shown.</param>
    /// <param name="decode">When it is decoded.</param>
    /// <param name="packet">The packet in which it starts.</param>
    internal void Add(long presentation, long decode, long packet)
    {
        _steps.Clear();
        ShowOverdue();
        Insert(new Waiting(presentation, packet, _number++, _shown, _hasShown));
        while (_count > 0 && _waiting[0].Presentation <= decode) ShowNext();
    }

    /// <summary>Shows what waits, at the end.</summary>
    internal void Finish()
    {
        _steps.Clear();
        while (_count > 0) ShowNext();
        _hasShown = false;
    }

    /// <summary>A picture that has waited for longer than any may has a wrong time. It is compared with what was shown when it
    /// came.</summary>
    private void ShowOverdue()
    {
        for (var place = 0; place < _count; place++)
        {
            var one = _waiting[place];
            if (_number - one.Number <= MostHeld) continue;
            Remove(place);
            if (one.HadShown) Compare(one.ShownBefore, one);
            return;
        }
    }

    private void ShowNext()
    {
        var one = _waiting[0];
        Remove(0);
        if (_hasShown) Compare(_shown, one);
        _shown = one.Presentation;
        _hasShown = true;
    }

    private void Compare(long before, in Waiting one)
    {
        if (ClockStep.Find(before, one.Presentation, one.Packet) is { } step) _steps.Add(step);
    }

    private void Insert(Waiting one)
    {
        var place = _count++;
        for (; place > 0 && _waiting[place - 1].Presentation > one.Presentation; place--) _waiting[place] = _waiting[place - 1];
        _waiting[place] = one;
    }

    private void Remove(int place)
    {
        _count--;
        Array.Copy(_waiting, place + 1, _waiting, place, _count - place);
    }

    /// <summary>A picture whose time has not come.</summary>
    private readonly record struct Waiting(long Presentation, long Packet, long Number, long ShownBefore, bool HadShown);
}

/// <summary>A step of a clock by more than a second.</summary>
/// <param name="Ticks">How far, negative if back.</param>
/// <param name="Packet">The packet in which the picture starts that it leads to.</param>
internal readonly record struct ClockStep(long Ticks, long Packet)
{
    /// <summary>The step from one time to the next; null if it is no longer than a second.</summary>
    internal static ClockStep? Find(long from, long to, long packet) =>
        Math.Abs(to - from) > SegmentPipeline.Ticks.PerSecond ? new ClockStep(to - from, packet) : null;
}
