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
    /// <returns>The bytes written.</returns>
    /// <exception cref="CutException">A segment could not be read.</exception>
    /// <exception cref="IOException">The destination could not be written.</exception>
    public static Task<long> WriteAsync(
        SegmentSequence sequence, string root, Stream destination, IProgress<CutProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentNullException.ThrowIfNull(destination);
        return BytesAsync();

        async Task<long> BytesAsync() =>
            (await WriteAsync(sequence.Segments, root, destination, new CutProgress(0, sequence.Segments.Count, 0), progress, cancellationToken).ConfigureAwait(false)).BytesWritten;
    }

    /// <summary>Writes segments one after the other, and says how far the cut is with them.</summary>
    /// <param name="segments">The segments.</param>
    /// <param name="root">Absolute path of the archive.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="done">How far it was before.</param>
    /// <param name="progress">Told after each segment; null for nobody.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal static Task<CutProgress> WriteAsync(
        IReadOnlyList<Segment> segments, string root, Stream destination, CutProgress done, IProgress<CutProgress>? progress, CancellationToken cancellationToken) => Task.Run(
            () => destination is FileStream { CanSeek: true } file
                ? Task.FromResult(WriteToFile(segments, root, file, done, progress, cancellationToken))
                : WriteToStreamAsync(segments, root, destination, done, progress, cancellationToken),
            cancellationToken);

    private static CutProgress WriteToFile(
        IReadOnlyList<Segment> segments, string root, FileStream file, CutProgress done, IProgress<CutProgress>? progress, CancellationToken cancellationToken)
    {
        file.Flush();
        var copy = new FileAppender(file.SafeFileHandle, file.Position, BufferBytes);
        foreach (var segment in segments)
        {
            var path = PathOf(segment, root);
            using var source = Open(path);
            var start = copy.Position;
            copy.Append(source, path, cancellationToken);
            done = done.Plus(copy.Position - start);
            progress?.Report(done);
        }

        file.Position = copy.Position;
        return done;
    }

    private static async Task<CutProgress> WriteToStreamAsync(
        IReadOnlyList<Segment> segments, string root, Stream destination, CutProgress done, IProgress<CutProgress>? progress, CancellationToken cancellationToken)
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

            done = done.Plus(offset);
            progress?.Report(done);
        }

        return done;
    }

    /// <summary>Absolute path of a segment.</summary>
    internal static string PathOf(Segment segment, string root) =>
        Path.Combine(StreamDirectory.PathOf(root, segment.Stream), segment.Hour.ToString(), segment.Name);

    private static SafeFileHandle Open(string path)
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
