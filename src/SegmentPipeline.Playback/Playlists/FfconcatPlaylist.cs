using System.Text;

namespace SegmentPipeline.Playback;

/// <summary>Writes a playable sequence as a script for the concat demuxer of ffmpeg, which reads the segments from disk.</summary>
/// <remarks>Source: semantics §3. ffmpeg plays the segments one after the other; holes are left out. Since the paths are absolute it must be told
/// <c>-safe 0</c>.</remarks>
public static class FfconcatPlaylist
{
    /// <summary>Writes the script and flushes the stream, which stays open and is only written asynchronously.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="sequence">The sequence.</param>
    /// <param name="root">Absolute path of the archive, as <see cref="SegmentArchive.Root"/> has it.</param>
    /// <param name="cancellationToken">Stops waiting for the stream; the script is then broken.</param>
    /// <exception cref="ArgumentException">The path is not absolute, or it or the stream's name has a line break, which such a script cannot carry.</exception>
    public static async Task WriteAsync(Stream stream, SegmentSequence sequence, string root, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(sequence);
        ArgumentException.ThrowIfNullOrEmpty(root);
        if (!Path.IsPathFullyQualified(root)) throw new ArgumentException($"'{root}' is not an absolute path", nameof(root));
        var directory = Path.Combine(root, sequence.Stream.Channel, sequence.Stream.Quality);
        if (!CanName(directory)) throw new ArgumentException("an ffconcat script cannot name a path with a line break", nameof(root));
        byte[] before =
        [
            .. Encoding.UTF8.GetBytes(Quoted(root.TrimEnd(Path.DirectorySeparatorChar))), (byte)'/',
            .. RawName.Unescape(Quoted(sequence.Stream.Channel)), (byte)'/', .. RawName.Unescape(Quoted(sequence.Stream.Quality)),
        ];
        var text = new PlaylistText(stream);
        text.Add("ffconcat version 1.0");
        foreach (var segment in sequence.Segments)
        {
            text.Add([.. "file '"u8, .. before, .. Encoding.UTF8.GetBytes(Quoted($"/{segment.Path}")), (byte)'\'']);
            text.Add($"duration {PlaylistText.Seconds(segment.Duration)}");
            await text.WriteAsync(cancellationToken).ConfigureAwait(false);
        }

        await text.WriteAsync(cancellationToken).ConfigureAwait(false);
        await text.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether such a script can name a path: it has no line break.</summary>
    /// <param name="path">The path.</param>
    public static bool CanName(string path) => !path.AsSpan().ContainsAny('\n', '\r', '\0');

    // Inside quotes everything stands for itself; a quote is written between two quoted parts.
    private static string Quoted(string path) => path.Replace("'", @"'\''", StringComparison.Ordinal);
}
