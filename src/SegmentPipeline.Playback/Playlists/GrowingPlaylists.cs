namespace SegmentPipeline.Playback;

/// <summary>Remembers what playlists of ranges that still fill have told, so that they only ever grow: players number the segments, and one
/// that is put between those that they know makes them play something twice.</summary>
/// <remarks>Source: RFC 8216 §6.2.1. Bounded: playlists that nobody has asked for longest are forgotten first; they then begin anew, with
/// what has been filled meanwhile. May be used by many threads at once.</remarks>
public sealed class GrowingPlaylists
{
    private const int MostPlaylists = 32;

    private readonly Lock _lock = new();
    private readonly LinkedList<(Asked By, MediaPlaylist Told)> _lastAskedFirst = new();

    /// <summary>The playlist of a sequence, beginning with what has been told of it before.</summary>
    /// <param name="sequence">The sequence, as it is now.</param>
    /// <param name="start">The start that was asked for; null if none was.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async ValueTask<MediaPlaylist> ExtendAsync(
        SegmentSequence sequence,
        Timestamp? start,
        Timestamp now,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        var asked = new Asked(sequence.Stream, start, sequence.Preference);
        var next = await MediaPlaylist.FromGrowingSequenceAsync(sequence, now, cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            for (var node = _lastAskedFirst.First; node is not null; node = node.Next)
            {
                if (node.Value.By != asked) continue;
                _lastAskedFirst.Remove(node);
                next = node.Value.Told.ExtendBy(next);
                break;
            }

            if (next.IsEnded || next.Segments.Count == 0) return next;
            _lastAskedFirst.AddFirst((asked, next));
            if (_lastAskedFirst.Count > MostPlaylists) _lastAskedFirst.RemoveLast();
            return next;
        }
    }

    /// <summary>What a playlist is known by to those who ask for it again.</summary>
    private readonly record struct Asked(StreamId Stream, Timestamp? Start, SequencePreference Preference);
}
