using System.Security.Cryptography;
using System.Text;

namespace SegmentPipeline.Verification.Tests.Naive;

/// <summary>Judges a file that is an array, in the obvious way: what it says is what the judge must say.</summary>
internal sealed class NaiveJudge
{
    private readonly byte[] _file;
    private readonly SegmentName? _name;
    private readonly NaiveStream _stream;
    private readonly NaivePids _pids;
    private readonly NaivePrograms _programs = new();
    private readonly List<NaiveTrack> _tracks = [];
    private readonly List<NaivePacket> _packets;

    internal NaiveJudge(byte[] file, SegmentName? name)
    {
        _file = file;
        _name = name;
        _stream = new NaiveStream(file);
        _packets = [.. _stream.Places.Select(place => new NaivePacket(_stream.PacketAt(place), _stream.NumberOf(place)))];
        _pids = new NaivePids(_packets);
        foreach (var (packet, isBroken, isRepetition) in _pids.Content) Look(packet, isBroken, isRepetition);
        foreach (var track in _tracks) track.Finish();
    }

    internal List<CorruptCause> Causes => [.. All().Where(cause => cause is not null && IsJudged(cause.Cause)).Select(cause => cause!)];

    internal CorruptOrigin? Origin => (_name, Causes) switch
    {
        (null, _) or (_, []) => null,
        (_, [{ Cause: CorruptCauseKind.Hash }]) => CorruptOrigin.Name,
        (_, [{ Cause: CorruptCauseKind.Hash }, ..]) => CorruptOrigin.Disk,
        _ => CorruptOrigin.Before,
    };

    /// <summary>The first PTS and the end.</summary>
    internal (long First, long End)? Clock
    {
        get
        {
            if (Chosen is not { } track) return null;
            var first = track.Stretches[0].Min(picture => picture.Pts);
            const long mask = (1L << 33) - 1;
            return (first & mask, (first & mask) + ((track.EndOf(track.Stretches[^1]) - first) & mask));
        }
    }

    private IEnumerable<NaiveTrack> Counted => _programs.HasList
        ? _programs.Media.Select(media => _tracks.Find(track => track.Pid == media.Pid)!).Where(track => track is not null)
        : _tracks;

    private NaiveTrack? Chosen => Counted.Where(track => track is { HasTime: true, IsScrambled: false })
        .OrderBy(track => track.IsVideo ? 0 : 1).FirstOrDefault();

    private bool IsJudged(CorruptCauseKind kind) => _name?.Kind != SegmentKind.Partial
        || kind is CorruptCauseKind.Hash or CorruptCauseKind.Container or CorruptCauseKind.Sync or CorruptCauseKind.Error
            or CorruptCauseKind.Continuity or CorruptCauseKind.Zeros;

    private IEnumerable<CorruptCause?> All()
    {
        yield return Hash();
        yield return _file.Length == 0 ? new CorruptCause { Cause = CorruptCauseKind.Empty } : null;
        var isStream = _stream.Size > 0;
        if (!isStream && _file.Length > 0)
            yield return new CorruptCause { Cause = CorruptCauseKind.Container, LooksLike = NaiveLook.Of(_file) };
        if (isStream && _stream.BytesOver > 0)
            yield return new CorruptCause { Cause = CorruptCauseKind.Truncated, BytesOver = _stream.BytesOver };
        var zeros = _file.Reverse().TakeWhile(one => one == 0).Count();
        if (zeros >= 4096) yield return new CorruptCause { Cause = CorruptCauseKind.Zeros, FromByte = _file.Length - zeros };
        if (!isStream) yield break;
        if (_stream.Losses is [var loss, ..])
            yield return new CorruptCause { Cause = CorruptCauseKind.Sync, FromByte = loss, Times = _stream.Losses.Count };
        var errors = _packets.Where(packet => packet.HasError).ToList();
        if (errors.Count > 0)
            yield return new CorruptCause { Cause = CorruptCauseKind.Error, Packet = errors[0].Number, Times = errors.Count };
        yield return Continuity();
        yield return Program();
        yield return ClockFault();
        yield return Duration();
    }

    private CorruptCause? Hash()
    {
        if (_name is not { } name) return null;
        var actual = Convert.ToBase64String(SHA256.HashData(_file)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var expected = Encoding.ASCII.GetString(name.HashUtf8);
        return actual == expected ? null : new CorruptCause { Cause = CorruptCauseKind.Hash, Expected = expected, Actual = actual };
    }

    private CorruptCause? Continuity() => _pids.Breaks is not [var first, ..] ? null : new CorruptCause
    {
        Cause = CorruptCauseKind.Continuity,
        Pid = first.Pid,
        Packet = first.Packet,
        PacketsMissing = first.Missing,
        Times = _pids.Breaks.Count,
    };

    private CorruptCause? Program()
    {
        var media = _pids.Content.Where(one => !one.IsRepetition && one.Packet.HasPayload && _programs.FirstMedia.Contains(one.Packet.Pid)
                && _tracks.Exists(track => track.Pid == one.Packet.Pid))
            .Select(one => (long?)one.Packet.Number).FirstOrDefault();
        var missing = _programs.ProgramsPacket is null || _programs.ProgramsPacket > media ? "pat"
            : _programs.StreamsPacket is null || _programs.StreamsPacket > media ? "pmt" : null;
        if (_programs is { ProgramsPacket: not null, StreamsPacket: null }) missing = "pmt";
        return missing is null ? null : new CorruptCause { Cause = CorruptCauseKind.Program, Missing = missing };
    }

    private CorruptCause? ClockFault()
    {
        var tracks = Counted.ToList();
        var stepped = tracks.Where(track => track.Step is not null && !track.IsScrambled)
            .OrderBy(track => track.Step!.Value.Packet).FirstOrDefault();
        if (stepped?.Step is { } step)
        {
            return new CorruptCause
            {
                Cause = CorruptCauseKind.Clock,
                Pid = stepped.Pid,
                Packet = step.Packet,
                StepMicroseconds = (long)Math.Round(step.Ticks * 100m / 9m),
            };
        }

        var isSilent = tracks.Count > 0 && tracks.All(track => !track.HasTime && !track.IsScrambled);
        return isSilent ? new CorruptCause { Cause = CorruptCauseKind.Clock, Pid = tracks[0].Pid } : null;
    }

    private CorruptCause? Duration()
    {
        if (_name is not { } name || Chosen is not { } track) return null;
        var media = track.Length * 100m / 9m;
        var promised = (decimal)name.Duration.TotalMicroseconds;
        return Math.Abs(media - promised) <= 250_000m ? null : new CorruptCause
        {
            Cause = CorruptCauseKind.Duration,
            NameMicroseconds = (long)promised,
            MediaMicroseconds = (long)Math.Round(media),
        };
    }

    private void Look(NaivePacket packet, bool isBroken, bool isRepetition)
    {
        if (packet.IsDiscontinuous)
        {
            foreach (var one in _tracks.Where(one => packet.Pid == _programs.ClockPid || one.Pid == packet.Pid)) one.Excuse();
        }

        if (!packet.HasPayload || isRepetition) return;
        var track = _tracks.Find(one => one.Pid == packet.Pid);
        if (packet.IsScrambled)
        {
            track?.Scramble();
            return;
        }

        if (track is null && !_programs.HasList && packet.IsStart && packet.Pid != 0 && packet.Pid != _programs.StreamsPid)
            track = Open(packet.Pid, packet.Payload);
        track?.Add(packet, isBroken);
        _programs.Add(packet, isBroken);
        foreach (var (pid, isVideo) in _programs.Media) List(pid, isVideo);
    }

    private NaiveTrack? Open(int pid, byte[] payload)
    {
        if (payload is not [0, 0, 1, >= 0xC0 and <= 0xEF, ..] || _tracks.Count >= 64) return null;
        _tracks.Add(new NaiveTrack(pid) { IsVideo = payload[3] >= 0xE0 });
        return _tracks[^1];
    }

    private void List(int pid, bool isVideo)
    {
        if (_tracks.Find(track => track.Pid == pid) is { } track) track.IsVideo = isVideo;
        else _tracks.Add(new NaiveTrack(pid) { IsVideo = isVideo });
    }
}
