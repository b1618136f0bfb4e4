namespace SegmentPipeline;

/// <summary>The pictures, or the sound, of one PID.</summary>
internal sealed class MediaTrack
{
    private readonly PictureOrder _order = new();
    private ClockSpan _span;
    private long _decode;
    private long _earlierTicks;
    private long _packet;
    private bool _hasDecode;
    private long? _excusedSince;
    private long? _first;
    private bool _isExcused;

    internal int Pid { get; private set; }

    internal StreamKind Kind { get; set; }

    /// <summary>Whether a list of streams names it.</summary>
    internal bool IsListed { get; set; }

    /// <summary>The header of the packet that is coming.</summary>
    internal PesHeader Header { get; } = new();

    /// <summary>Whether a packet was scrambled: then nothing is known of its clock.</summary>
    internal bool IsScrambled { get; private set; }

    /// <summary>Whether a packet of an elementary stream starts in it.</summary>
    internal bool HasStart { get; private set; }

    /// <summary>Whether any of them has a time.</summary>
    internal bool HasTime { get; private set; }

    /// <summary>The first step of more than a second that nothing excuses.</summary>
    internal ClockStep? Step { get; private set; }

    /// <summary>The stretch since the last discontinuity that was announced, or since packets were left out.</summary>
    internal ref readonly ClockSpan Span => ref _span;

    /// <summary>The stretch before packets were left out.</summary>
    internal ClockSpan? Head { get; private set; }

    /// <summary>The least time of the first stretch.</summary>
    internal long First => _first ?? Head?.First ?? _span.First;

    /// <summary>The end of the last picture.</summary>
    internal long End => Kind == StreamKind.Audio ? _span.EndOfAudio : _span.End;

    /// <summary>How long it lasts, all stretches between announced discontinuities together.</summary>
    internal long LengthTicks => _earlierTicks + End - _span.First;

    /// <summary>Whether a discontinuity was announced and made.</summary>
    internal bool IsOfSeveralStretches { get; private set; }

    /// <summary>Begins with another PID.</summary>
    internal void Start(int pid, StreamKind kind)
    {
        (Pid, Kind) = (pid, kind);
        (_span, Head, Step) = (default, null, null);
        (_decode, _earlierTicks, _first, _excusedSince) = (0, 0, null, null);
        _hasDecode = _isExcused = IsListed = IsScrambled = HasStart = HasTime = IsOfSeveralStretches = false;
        Header.Stop();
        _order.Clear();
    }

    /// <summary>A discontinuity was announced: a step is excused, if it comes within a second.</summary>
    internal void Excuse() => (_isExcused, _excusedSince) = (true, null);

    /// <summary>Notes that packets cannot be looked into.</summary>
    internal void NoteScrambled()
    {
        IsScrambled = true;
        Header.Stop();
    }

    /// <summary>A packet of the elementary stream starts.</summary>
    /// <param name="packet">The packet in which it starts.</param>
    internal void NoteStart(long packet)
    {
        HasStart = true;
        _packet = packet;
        Header.Start();
    }

    /// <summary>Takes the picture whose header is complete.</summary>
    internal void AddPicture()
    {
        var packet = _packet;
        if (Header.Presentation is not { } stamp) return;
        var since = Ticks.Between(_decode, Header.Decode);
        var decode = HasTime ? _decode + since : Header.Decode;
        var presentation = decode + Ticks.Between(Header.Decode, stamp);
        if (_hasDecode && ClockStep.Find(_decode, decode, packet) is { } step)
        {
            Finish();
            if (_isExcused) EndStretch();
            Note(step);
        }

        (_decode, _hasDecode) = (decode, true);
        HasTime = true;
        _span.Add(presentation, decode, Header.ContentBytes);
        _order.Add(presentation, decode, packet);
        NoteShown();
        EndExcuse(decode);
    }

    /// <summary>Packets are left out from here on, up to some that follow.</summary>
    internal void LeaveOut()
    {
        Finish();
        Head = _span;
        _span = default;
        _hasDecode = false;
        Header.Stop();
    }

    /// <summary>Nothing follows.</summary>
    internal void Finish()
    {
        _order.Finish();
        NoteShown();
    }

    private void EndExcuse(long decode)
    {
        if (!_isExcused) return;
        _excusedSince ??= decode;
        if (Math.Abs(decode - _excusedSince.Value) > Ticks.PerSecond) _isExcused = false;
    }

    private void EndStretch()
    {
        _earlierTicks += End - _span.First;
        _first ??= _span.First;
        _span = default;
        IsOfSeveralStretches = true;
    }

    private void NoteShown()
    {
        foreach (var step in _order.Steps) Note(step);
    }

    private void Note(ClockStep step)
    {
        if (!_isExcused) Step ??= step;
        _isExcused = false;
    }
}
