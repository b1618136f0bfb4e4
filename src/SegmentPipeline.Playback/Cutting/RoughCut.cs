using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline.Playback;

/// <summary>Cuts a sequence into one stream by joining its whole segments: nothing is decoded, and the cut begins and ends where segments do.</summary>
/// <remarks>Source: semantics §3. Segments are MPEG transport streams, which may be joined as they are. Holes are left out.</remarks>
public static class RoughCut
{
    private const int BufferBytes = 1024 * 1024;

    /// <summary>Writes the segments one after the other.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="root">Absolute path of the archive, as <see cref="SegmentArchive.Root"/> has it.</param>
    /// <param name="destination">Where to, from its position on. It stays open and is not flushed. For a <see cref="FileStream"/> that can seek the kernel copies
    /// from file to file, if it can; file systems that share blocks then copy nothing at all.</param>
    /// <param name="progress">Told after each segment; null for nobody.</param>
    /// <param name="cancellationToken">Stops it within some megabytes; what has been written so far stays in the destination.</param>
    /// <returns>The bytes written, and the segments that had none.</returns>
    /// <exception cref="CutException">A segment could not be read.</exception>
    /// <exception cref="IOException">The destination could not be written.</exception>
    public static Task<CutResult> WriteAsync(
        SegmentSequence sequence, string root, Stream destination, IProgress<CutProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentNullException.ThrowIfNull(destination);
        return ResultAsync();

        async Task<CutResult> ResultAsync()
        {
            var tally = new CutTally(sequence.Segments.Count, progress);
            await WriteAsync(sequence.Segments, root, destination, tally, cancellationToken).ConfigureAwait(false);
            return tally.Result;
        }
    }

    /// <summary>The segments of a sequence whose files have no bytes, in their order. A cut has nothing of them; its <see cref="CutResult"/> names the same.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="root">Absolute path of the archive, as <see cref="SegmentArchive.Root"/> has it.</param>
    /// <param name="cancellationToken">Stops it between two segments.</param>
    /// <exception cref="CutException">A segment could not be read.</exception>
    public static Task<IReadOnlyList<Segment>> FindEmptyAsync(SegmentSequence sequence, string root, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        ArgumentException.ThrowIfNullOrEmpty(root);
        return Task.Run(Find, cancellationToken);

        IReadOnlyList<Segment> Find()
        {
            var empty = new List<Segment>();
            foreach (var segment in sequence.Segments)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (IsEmpty(segment, root)) empty.Add(segment);
            }

            return empty;
        }
    }

    /// <summary>Whether a segment's file has no bytes. It is read, since not every file says how long it is.</summary>
    internal static bool IsEmpty(Segment segment, string root)
    {
        var path = PathOf(segment, root);
        using var source = Open(path);
        return Read(source, new byte[1], 0, path) == 0;
    }

    /// <summary>Writes segments one after the other.</summary>
    /// <param name="segments">The segments.</param>
    /// <param name="root">Absolute path of the archive.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="tally">Counts them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal static Task WriteAsync(
        IReadOnlyList<Segment> segments, string root, Stream destination, CutTally tally, CancellationToken cancellationToken) => Task.Run(
            async () =>
            {
                if (destination is FileStream { CanSeek: true } file) WriteToFile(segments, root, file, tally, cancellationToken);
                else await WriteToStreamAsync(segments, root, destination, tally, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);

    private static void WriteToFile(IReadOnlyList<Segment> segments, string root, FileStream file, CutTally tally, CancellationToken cancellationToken)
    {
        file.Flush();
        var copy = new FileAppender(file.SafeFileHandle, file.Position, BufferBytes);
        foreach (var segment in segments)
        {
            var path = PathOf(segment, root);
            using var source = Open(path);
            var start = copy.Position;
            copy.Append(source, path, cancellationToken);
            tally.AddWhole(segment, copy.Position - start);
        }

        file.Position = copy.Position;
    }

    private static async Task WriteToStreamAsync(
        IReadOnlyList<Segment> segments, string root, Stream destination, CutTally tally, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        foreach (var segment in segments)
        {
            var path = PathOf(segment, root);
            using var source = Open(path);
            var offset = 0L;
            for (int read; (read = Read(source, buffer, offset, path)) > 0; offset += read)
            {
                cancellationToken.ThrowIfCancellationRequested(); // Not every destination looks at the token.
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }

            tally.AddWhole(segment, offset);
        }
    }

    /// <summary>Absolute path of a segment.</summary>
    internal static string PathOf(Segment segment, string root) =>
        Path.Combine(StreamDirectory.PathOf(root, segment.Stream), segment.Hour.ToString(), segment.Name);

    /// <summary>Opens a segment.</summary>
    internal static SafeFileHandle Open(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new CutException(path, cause);
        }
    }

    /// <summary>Reads what the buffer holds from a place of a segment on; 0 at its end.</summary>
    internal static int Read(SafeFileHandle source, Span<byte> buffer, long offset, string path)
    {
        try
        {
            return RandomAccess.Read(source, buffer, offset);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CutException(path, cause);
        }
    }
}
