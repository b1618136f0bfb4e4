namespace SegmentPipeline.Playback;

/// <summary>Writes a playable sequence as a script for the concat demuxer of ffmpeg, which reads the segments from disk.</summary>
/// <remarks>Source: semantics §3. ffmpeg plays the segments one after the other; holes are left out. Since the paths are absolute it must
/// be told
/// <c>-safe 0</c>.</remarks>
public static class FfconcatPlaylist
{
    /// <summary>Writes the script and flushes the stream, which stays open and is only written asynchronously.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="cancellationToken">Stops waiting for the stream; the script is then broken.</param>
    /// <exception cref="ArgumentException">The path of a segment has a line break, which such a script cannot carry.</exception>
    public static async Task WriteAsync(SegmentSequence sequence, Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        ArgumentNullException.ThrowIfNull(destination);
        if (sequence.Segments.Count > 0 && !CanName(sequence.Segments[0].FullPath))
            throw new ArgumentException("an ffconcat script cannot name a path with a line break", nameof(sequence));
        var text = new PlaylistText(destination);
        text.Add("ffconcat version 1.0");
        foreach (var segment in sequence.Segments)
        {
            text.Add([.. "file '"u8, .. Quoted(segment.FullPathUtf8.Span), (byte)'\'']);
            text.Append("duration "u8);
            text.AppendSeconds(segment.Duration);
            text.Append("\n"u8);
            await text.WriteAsync(cancellationToken).ConfigureAwait(false);
        }

        await text.WriteAsync(cancellationToken).ConfigureAwait(false);
        await text.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether such a script can name a path: it has no line break.</summary>
    /// <param name="path">The path.</param>
    public static bool CanName(string path) => !path.AsSpan().ContainsAny('\n', '\r', '\0');

    // Inside quotes everything stands for itself; a quote is written between two quoted parts.
    private static byte[] Quoted(ReadOnlySpan<byte> path)
    {
        var quoted = new List<byte>(path.Length);
        foreach (var character in path) quoted.AddRange(character == '\'' ? @"'\''"u8 : [character]);
        return [.. quoted];
    }
}
