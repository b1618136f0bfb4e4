namespace SegmentPipeline;

/// <summary>The video and audio of a stream: of its first program once that is known, and before that whatever looks like media.</summary>
internal sealed class MediaTracks
{
    private const int MostUnlisted = 64;

    private readonly List<MediaTrack> _tracks = [];
    private readonly List<MediaTrack> _listed = [];
    private int _count;

    /// <summary>The tracks that count, in the order in which the stream names them, or in which they come.</summary>
    internal IEnumerable<MediaTrack> All => _listed.Count > 0 || HasList ? _listed : _tracks.Take(_count);

    /// <summary>Whether the streams of the program are known.</summary>
    internal bool HasList { get; private set; }

    /// <summary>Whether a packet of media starts, of any track.</summary>
    internal bool HasStart => _tracks.Take(_count).Any(track => track.HasStart || track.IsScrambled);

    /// <summary>The one whose clock is that of the file: the first video, else the first audio, that says when it is shown and is not
    /// scrambled.</summary>
    internal MediaTrack? Chosen =>
        All.FirstOrDefault(track => track is { Kind: StreamKind.Video, HasTime: true, IsScrambled: false })
        ?? All.FirstOrDefault(track => track is { Kind: StreamKind.Audio, HasTime: true, IsScrambled: false });

    /// <summary>Begins with another stream.</summary>
    internal void Clear()
    {
        _count = 0;
        _listed.Clear();
        HasList = false;
    }

    /// <summary>A track for what looks like media.</summary>
    /// <returns>Its number; negative if there are too many.</returns>
    internal int Open(int pid, StreamKind kind) => _count < MostUnlisted ? Start(pid, kind) : -1;

    /// <summary>A stream of the program is media.</summary>
    /// <param name="track">The track that it has; negative if none.</param>
    /// <param name="stream">The stream.</param>
    /// <returns>The number of its track.</returns>
    internal int List(int track, ProgramStream stream)
    {
        HasList = true;
        if (track < 0) track = Start(stream.Pid, stream.Kind);
        var listed = _tracks[track];
        listed.Kind = stream.Kind;
        if (!listed.IsListed) _listed.Add(listed);
        listed.IsListed = true;
        return track;
    }

    /// <summary>The streams of the program are known, even if none is media.</summary>
    internal void NoteList() => HasList = true;

    /// <summary>Takes a packet of a track.</summary>
    /// <returns>Whether the next one must be looked at too, since a header goes on in it.</returns>
    internal bool Add(int number, Packet packet, long packetNumber)
    {
        var track = _tracks[number];
        if (packet.IsStart) track.NoteStart(packetNumber);
        if (track.Header.IsOpen && track.Header.Add(packet.Payload)) track.AddPicture();
        return track.Header.IsOpen;
    }

    /// <summary>The packets of a track do not go on.</summary>
    internal void Break(int track)
    {
        if (track >= 0) _tracks[track].Header.Stop();
    }

    /// <summary>A packet of a track cannot be looked into.</summary>
    internal void NoteScrambled(int track)
    {
        if (track >= 0) _tracks[track].NoteScrambled();
    }

    /// <summary>A discontinuity was announced.</summary>
    /// <param name="track">On which track; negative if on none.</param>
    internal void Excuse(int track)
    {
        if (track >= 0) _tracks[track].Excuse();
    }

    /// <summary>A discontinuity of the program's clock was announced.</summary>
    internal void ExcuseAll()
    {
        for (var track = 0; track < _count; track++) _tracks[track].Excuse();
    }

    /// <summary>Packets are left out.</summary>
    internal void LeaveOut()
    {
        for (var track = 0; track < _count; track++) _tracks[track].LeaveOut();
    }

    /// <summary>Nothing follows.</summary>
    internal void Finish()
    {
        for (var track = 0; track < _count; track++) _tracks[track].Finish();
    }

    private int Start(int pid, StreamKind kind)
    {
        if (_count == _tracks.Count) _tracks.Add(new MediaTrack());
        _tracks[_count].Start(pid, kind);
        return _count++;
    }
}
