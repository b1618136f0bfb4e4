using System.Globalization;
using System.Text.RegularExpressions;

namespace SegmentPipeline.Playback;

/// <summary>Writes the streams of a channel as a master playlist of HTTP Live Streaming.</summary>
/// <remarks>Source: RFC 8216. What a player chooses by is what the name of a quality says, since nobody has looked into the files: its
/// bandwidth is what such pictures usually take.</remarks>
public static partial class HlsMasterPlaylist
{
    private const int UnknownHeight = 1080;

    /// <summary>What pictures of a height usually take, in bits a second, with their sound.</summary>
    private static readonly (int Height, int BitsPerSecond)[] Usual =
    [
        (160, 300_000),
        (240, 450_000),
        (360, 800_000),
        (480, 1_500_000),
        (720, 3_000_000),
        (1080, 6_500_000),
        (1440, 12_000_000),
        (2160, 25_000_000),
    ];

    /// <summary>Writes the playlist and flushes the stream, which stays open and is only written asynchronously.</summary>
    /// <param name="streams">The streams, all of one channel. Their playlists are found relative to this one, as
    /// <c>CHANNEL/QUALITY.m3u8</c>.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="query">What is put behind the address of each, such as <c>?start=…</c>; as it is.</param>
    /// <param name="cancellationToken">Stops waiting for the stream; the playlist is then broken.</param>
    /// <exception cref="ArgumentException">The query has a line break.</exception>
    public static async Task WriteAsync(
        IReadOnlyCollection<StreamId> streams,
        Stream destination,
        string query = "",
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(streams);
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(query);
        if (query.AsSpan().ContainsAny('\n', '\r')) throw new ArgumentException("a query has no line breaks", nameof(query));
        var text = new PlaylistText(destination);
        text.Add("#EXTM3U");
        foreach (var stream in streams.OrderByDescending(stream => BitsPerSecondOf(stream.Quality)).ThenBy(stream => stream))
        {
            var group = Quoted(stream.Quality);
            text.Add($"#EXT-X-MEDIA:TYPE=VIDEO,GROUP-ID={group},NAME={group},AUTOSELECT=YES,DEFAULT=YES");
            text.Add(
                string.Create(CultureInfo.InvariantCulture, $"#EXT-X-STREAM-INF:BANDWIDTH={BitsPerSecondOf(stream.Quality)},VIDEO={group}")
            );
            text.Add($"{PlaylistText.Escaped(stream.Channel)}/{PlaylistText.Escaped(stream.Quality)}.m3u8{query}");
        }

        await text.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What a stream of that quality takes, as far as its name tells: <c>720p60</c> is half as much again as
    /// <c>720p</c>.</summary>
    internal static int BitsPerSecondOf(string quality)
    {
        var found = Height().Match(quality);
        var height =
            found.Success && int.TryParse(found.Groups["height"].ValueSpan, CultureInfo.InvariantCulture, out var told) ? told : UnknownHeight;
        var usual = Usual.Where(row => row.Height >= height).DefaultIfEmpty(Usual[^1]).First().BitsPerSecond;
        var isFast = found.Success && int.TryParse(found.Groups["rate"].ValueSpan, CultureInfo.InvariantCulture, out var rate) && rate > 30;
        return isFast ? usual / 2 * 3 : usual;
    }

    /// <summary>A quoted string can hold neither quotes nor line breaks.</summary>
    private static string Quoted(string name) =>
        $"\"{string.Concat(name.Select(character => character is '"' or '\r' or '\n' ? '\'' : character))}\"";

    [GeneratedRegex("^(?<height>[0-9]{2,4})p(?<rate>[0-9]{0,3})", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Height();
}
