using System.Globalization;
using System.Text;

namespace SegmentPipeline.Playback;

/// <summary>Writes a playable sequence as a media playlist of HTTP Live Streaming.</summary>
/// <remarks>
/// Source: RFC 8216 and semantics §3. Version 3, since durations have decimals. The first segment has media sequence number 0: as long as a
/// player asks for the same start, the segments that it has seen keep their numbers while the end of the range fills. Holes inside the
/// sequence are discontinuities. <c>EXT-X-ENDLIST</c> stands at the end only if the sequence reaches the end of its range, so a player of a
/// range that is still being recorded asks again; one of a range without any segment is valid and empty.
/// </remarks>
public static class HlsPlaylist
{
    /// <summary>The media type of such a playlist.</summary>
    /// <value><c>application/vnd.apple.mpegurl</c>.</value>
    public const string MediaType = "application/vnd.apple.mpegurl";

    /// <summary>Writes the playlist and flushes the stream, which stays open and is only written asynchronously.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="baseUrl">What stands before <c>CHANNEL/QUALITY/HOUR/NAME</c> of each segment, as it is; a slash is added if it ends in
    /// none. Empty: relative to wherever the playlist is served. The names behind it are percent-encoded, colons too.</param>
    /// <param name="cancellationToken">Stops waiting for the stream; the playlist is then broken.</param>
    /// <exception cref="ArgumentException">The base URL has a line break.</exception>
    public static Task WriteAsync(
        SegmentSequence sequence,
        Stream destination,
        string baseUrl = "",
        CancellationToken cancellationToken = default
    ) => WriteMediaAsync(MediaPlaylist.FromSequence(sequence), destination, baseUrl, cancellationToken);

    /// <summary>Writes a playlist and flushes the stream, which stays open and is only written asynchronously.</summary>
    /// <param name="playlist">What it tells.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="baseUrl">As in <see cref="WriteAsync"/>.</param>
    /// <param name="cancellationToken">Stops waiting for the stream; the playlist is then broken.</param>
    /// <exception cref="ArgumentException">The base URL has a line break.</exception>
    public static async Task WriteMediaAsync(
        MediaPlaylist playlist,
        Stream destination,
        string baseUrl = "",
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(playlist);
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(baseUrl);
        if (baseUrl.AsSpan().ContainsAny('\n', '\r')) throw new ArgumentException("a base URL has no line breaks", nameof(baseUrl));
        var directory = DirectoryOf(baseUrl, playlist.Stream);
        var (hour, place) = (default(Hour?), Array.Empty<byte>());
        var text = new PlaylistText(destination);
        AddHead(text, playlist.Segments);
        for (var i = 0; i < playlist.Segments.Count; i++)
        {
            var segment = playlist.Segments[i];
            if (segment.Hour != hour) (hour, place) = (segment.Hour, Encoding.UTF8.GetBytes($"{directory}{segment.Hour}/"));
            if (playlist.IsAfterHole(i)) text.Add("#EXT-X-DISCONTINUITY");
            AddSegment(text, segment, place);
            await text.WriteAsync(cancellationToken).ConfigureAwait(false);
        }

        if (playlist.IsEnded) text.Add("#EXT-X-ENDLIST");
        await text.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static void AddHead(PlaylistText text, IReadOnlyList<Segment> segments)
    {
        var longest = segments.Select(segment => segment.Duration).DefaultIfEmpty(TimeSpan.Zero).Max();
        var targetSeconds = Math.Max(1, (longest.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);
        text.Add("#EXTM3U");
        text.Add("#EXT-X-VERSION:3");
        text.Add(string.Create(CultureInfo.InvariantCulture, $"#EXT-X-TARGETDURATION:{targetSeconds}"));
        text.Add("#EXT-X-MEDIA-SEQUENCE:0");
    }

    /// <summary>No text is made of them: a playlist of half a day has 20,000.</summary>
    private static void AddSegment(PlaylistText text, Segment segment, ReadOnlySpan<byte> place)
    {
        text.Append("#EXT-X-PROGRAM-DATE-TIME:"u8);
        text.Append(segment.Start);
        text.Append("\n#EXTINF:"u8);
        text.AppendSeconds(segment.Duration);
        text.Append(",\n"u8);
        text.Append(place);
        text.AppendEscaped(segment.NameUtf8);
        text.Append("\n"u8);
    }

    private static string DirectoryOf(string baseUrl, StreamId stream)
    {
        var slash = baseUrl.Length == 0 || baseUrl.EndsWith('/') ? "" : "/";
        return $"{baseUrl}{slash}{PlaylistText.Escaped(stream.Channel)}/{PlaylistText.Escaped(stream.Quality)}/";
    }
}
