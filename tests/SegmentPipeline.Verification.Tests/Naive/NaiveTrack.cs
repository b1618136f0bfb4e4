namespace SegmentPipeline.Verification.Tests.Naive;

/// <summary>The pictures of one PID, put into order in the obvious way.</summary>
internal sealed class NaiveTrack(int pid)
{
    private const long Second = 90_000;
    private const long Wrap = 1L << 33;

    private readonly List<Picture> _waiting = [];
    private List<Picture> _stretch = [];
    private List<byte> _header = [];
    private bool _isOpen;
    private long _start;
    private int _number;
    private long? _decode;
    private long? _shown;
    private bool _isExcused;
    private long? _excusedSince;

    internal int Pid => pid;

    internal bool IsVideo { get; set; }

    internal bool IsScrambled { get; private set; }

    internal long? FirstPayload { get; private set; }

    internal (long Ticks, long Packet)? Step { get; private set; }

    internal List<List<Picture>> Stretches { get; } = [];

    internal bool HasTime => Stretches.Count > 0 || _stretch.Count > 0;

    internal void Excuse() => (_isExcused, _excusedSince) = (true, null);

    internal void Scramble() => (IsScrambled, _isOpen) = (true, false);

    internal void Add(NaivePacket packet, bool isBroken)
    {
        if (isBroken) _isOpen = false;
        if (packet.IsStart) (_header, _isOpen, _start) = ([], true, packet.Number);
        if (!_isOpen) return;
        _header.AddRange(packet.Payload);
        var h = _header;
        if (h.Count >= 4 && !(h[0] == 0 && h[1] == 0 && h[2] == 1 && h[3] >= 0xBC
            && h[3] is not (0xBC or 0xBE or 0xBF or 0xF0 or 0xF1 or 0xF2 or 0xF8 or 0xFF)))
        {
            _isOpen = false;
        }

        if (!_isOpen || h.Count < 9) return;
        var stamps = (h[6] & 0xC0) != 0x80 ? 0 : (h[7] >> 6) switch { 2 => 5, 3 => 10, _ => 0 };
        if (h[8] < stamps) stamps = 0;
        if (h.Count < 9 + stamps) return;
        _isOpen = false;
        if (stamps == 0) return;
        var bytes = Math.Max(0, ((h[4] << 8) | h[5]) - 3 - h[8]);
        Show(StampAt(9), StampAt(stamps == 10 ? 14 : 9), bytes);
    }

    internal void Finish()
    {
        Flush();
        if (_stretch.Count > 0) Stretches.Add(_stretch);
    }

    /// <summary>The end of a stretch: the last picture lasts as long as the one before.</summary>
    internal long EndOf(List<Picture> stretch)
    {
        var times = stretch.Select(one => one.Pts).Distinct().Order().ToList();
        if (times.Count == 1) return times[0];
        var lasts = times[^1] - times[^2];
        var bytes = stretch.First(one => one.Pts == times[^1]).Bytes;
        var before = stretch.First(one => one.Pts == times[^2]).Bytes;
        var isShort = !IsVideo && lasts > Second / 8 && bytes > 0 && bytes < before;
        return times[^1] + (isShort ? lasts * bytes / before : lasts);
    }

    internal long Length => Stretches.Sum(one => EndOf(one) - one.Min(picture => picture.Pts));

    internal void NotePayload(long packet) => FirstPayload ??= packet;

    private long StampAt(int at) => ((long)((_header[at] >> 1) & 7) << 30) | ((long)_header[at + 1] << 22)
        | ((long)(_header[at + 2] >> 1) << 15) | ((long)_header[at + 3] << 7) | (long)(_header[at + 4] >> 1);

    private static long Nearest(long from, long to)
    {
        var apart = ((to - from) % Wrap + Wrap) % Wrap;
        return apart < Wrap / 2 ? apart : apart - Wrap;
    }

    private void Show(long pts33, long dts33, int bytes)
    {
        var decode = _decode is { } before ? before + Nearest(before, dts33) : dts33;
        var picture = new Picture(decode + Nearest(dts33, pts33), _start, bytes, _number++, null);
        if (_decode is { } last && Math.Abs(decode - last) > Second)
        {
            Flush();
            if (_isExcused)
            {
                Stretches.Add(_stretch);
                _stretch = [];
            }

            Note(decode - last, _start);
        }

        _decode = decode;
        _stretch.Add(picture);
        if (_waiting.FirstOrDefault(one => picture.Number - one.Number > 16) is { } overdue)
        {
            _waiting.Remove(overdue);
            if (overdue.ShownBefore is { } shown) NoteIfFar(shown, overdue);
        }

        _waiting.Add(picture with { ShownBefore = _shown });
        while (_waiting.OrderBy(one => one.Pts).ThenBy(one => one.Number).FirstOrDefault() is { } next && next.Pts <= decode)
            ShowNext(next);
        if (!_isExcused) return;
        _excusedSince ??= decode;
        if (Math.Abs(decode - _excusedSince.Value) > Second) _isExcused = false;
    }

    private void ShowNext(Picture next)
    {
        _waiting.Remove(next);
        if (_shown is { } shown) NoteIfFar(shown, next);
        _shown = next.Pts;
    }

    private void Flush()
    {
        foreach (var next in _waiting.OrderBy(one => one.Pts).ThenBy(one => one.Number).ToList()) ShowNext(next);
        _shown = null;
    }

    private void NoteIfFar(long from, Picture to)
    {
        if (Math.Abs(to.Pts - from) > Second) Note(to.Pts - from, to.Packet);
    }

    private void Note(long ticks, long packet)
    {
        if (!_isExcused) Step ??= (ticks, packet);
        _isExcused = false;
    }

    internal sealed record Picture(long Pts, long Packet, int Bytes, int Number, long? ShownBefore);
}
