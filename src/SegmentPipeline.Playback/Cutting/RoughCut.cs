namespace SegmentPipeline.Playback;

/// <summary>Cuts a sequence into one stream by joining its whole segments: nothing is decoded, and the cut begins and ends where segments
/// do.</summary>
/// <remarks>Source: semantics §3. Segments are MPEG transport streams, which may be joined as they are. Holes are left out.</remarks>
public static class RoughCut
{
    private const int BufferBytes = 1024 * 1024;

    /// <summary>Writes the segments one after the other.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="destination">Where to, from its position on. It stays open and is not flushed. For a <see cref="FileStream"/> that can
    /// seek the kernel copies from file to file, if it can; file systems that share blocks then copy nothing at all.</param>
    /// <param name="progress">Told after each segment; null for nobody.</param>
    /// <param name="cancellationToken">Stops it within some megabytes; what has been written so far stays in the destination.</param>
    /// <returns>The bytes written, and the segments that had none.</returns>
    /// <exception cref="CutException">A segment could not be read.</exception>
    /// <exception cref="IOException">The destination could not be written.</exception>
    public static Task<CutResult> WriteAsync(
        SegmentSequence sequence,
        Stream destination,
        IProgress<CutProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        ArgumentNullException.ThrowIfNull(destination);
        return TracedCut.RunAsync(sequence.Stream, ResultAsync);

        async Task<CutResult> ResultAsync()
        {
            var tally = new CutTally(sequence.Segments.Count, progress);
            await WriteAsync(sequence.Segments, destination, tally, cancellationToken).ConfigureAwait(false);
            return tally.Result;
        }
    }

    /// <summary>The segments of a sequence whose files have no bytes, in their order. A cut has nothing of them; its
    /// <see cref="CutResult"/> names the same.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="cancellationToken">Stops it between two segments.</param>
    /// <exception cref="CutException">A segment could not be read.</exception>
    public static Task<IReadOnlyList<Segment>> FindEmptyAsync(SegmentSequence sequence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        return Task.Run(FindAsync, cancellationToken);

        async Task<IReadOnlyList<Segment>> FindAsync()
        {
            var empty = new List<Segment>();
            foreach (var segment in sequence.Segments)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (await IsEmptyAsync(segment, cancellationToken).ConfigureAwait(false)) empty.Add(segment);
            }

            return empty;
        }
    }

    /// <summary>Whether a segment's file has no bytes. It is read, since not every file says how long it is.</summary>
    internal static async Task<bool> IsEmptyAsync(Segment segment, CancellationToken cancellationToken)
    {
        var source = await SegmentSource.OpenAsync(segment, cancellationToken).ConfigureAwait(false);
        await using var _ = source.ConfigureAwait(false);
        return await source.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) == 0;
    }

    /// <summary>Writes segments one after the other.</summary>
    /// <param name="segments">The segments.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="tally">Counts them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal static Task WriteAsync(
        IReadOnlyList<Segment> segments, Stream destination, CutTally tally, CancellationToken cancellationToken) => Task.Run(
            async () =>
            {
                if (destination is FileStream { CanSeek: true } file)
                    await WriteToFileAsync(segments, file, tally, cancellationToken).ConfigureAwait(false);
                else await WriteToStreamAsync(segments, destination, tally, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);

    private static async Task WriteToFileAsync(
        IReadOnlyList<Segment> segments,
        FileStream file,
        CutTally tally,
        CancellationToken cancellationToken)
    {
        await file.FlushAsync(cancellationToken).ConfigureAwait(false);
        var copy = new FileAppender(file.SafeFileHandle, file.Position, BufferBytes);
        foreach (var segment in segments)
        {
            var source = await SegmentSource.OpenAsync(segment, cancellationToken).ConfigureAwait(false);
            await using var _ = source.ConfigureAwait(false);
            var start = copy.Position;
            await copy.AppendAsync(source, cancellationToken).ConfigureAwait(false);
            tally.AddWhole(segment, copy.Position - start);
        }

        file.Position = copy.Position;
    }

    private static async Task WriteToStreamAsync(
        IReadOnlyList<Segment> segments,
        Stream destination,
        CutTally tally,
        CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        foreach (var segment in segments)
        {
            var source = await SegmentSource.OpenAsync(segment, cancellationToken).ConfigureAwait(false);
            await using var _ = source.ConfigureAwait(false);
            var bytes = 0L;
            for (int read; (read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0; bytes += read)
            {
                cancellationToken.ThrowIfCancellationRequested(); // Not every destination looks at the token.
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }

            tally.AddWhole(segment, bytes);
        }
    }
}
