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
        return Task.Run(
            () => destination is FileStream { CanSeek: true } file
                ? WriteToFile(sequence, root, file, progress, cancellationToken)
                : WriteToStreamAsync(sequence, root, destination, progress, cancellationToken),
            cancellationToken);
    }

    private static Task<long> WriteToFile(
        SegmentSequence sequence, string root, FileStream file, IProgress<CutProgress>? progress, CancellationToken cancellationToken)
    {
        file.Flush();
        var copy = new FileAppender(file.SafeFileHandle, file.Position, BufferBytes);
        var start = file.Position;
        for (var i = 0; i < sequence.Segments.Count; i++)
        {
            var path = PathOf(sequence.Segments[i], root);
            using var source = Open(path);
            copy.Append(source, path, cancellationToken);
            progress?.Report(new CutProgress(i + 1, sequence.Segments.Count, copy.Position - start));
        }

        file.Position = copy.Position;
        return Task.FromResult(copy.Position - start);
    }

    private static async Task<long> WriteToStreamAsync(
        SegmentSequence sequence, string root, Stream destination, IProgress<CutProgress>? progress, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        var written = 0L;
        for (var i = 0; i < sequence.Segments.Count; i++)
        {
            var path = PathOf(sequence.Segments[i], root);
            using var source = Open(path);
            for (var offset = 0L; ;)
            {
                var read = Read(source, buffer, offset, path);
                if (read == 0) break;
                cancellationToken.ThrowIfCancellationRequested(); // Not every destination looks at the token.
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                offset += read;
                written += read;
            }

            progress?.Report(new CutProgress(i + 1, sequence.Segments.Count, written));
        }

        return written;
    }

    private static string PathOf(Segment segment, string root) =>
        Path.Combine(root, segment.Stream.Channel, segment.Stream.Quality, segment.Hour.ToString(), segment.Name);

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
