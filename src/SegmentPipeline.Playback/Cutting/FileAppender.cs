using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline.Playback;

/// <summary>Appends files to a file: by the kernel where it can, else through a buffer.</summary>
internal sealed class FileAppender(SafeFileHandle destination, long position, int bufferBytes)
{
    /// <summary>So much is copied between two looks at the cancellation.</summary>
    private const int MostBytesAtOnce = 64 * 1024 * 1024;

    private byte[]? _buffer;
    private bool _isKernelAble = OperatingSystem.IsLinux();

    /// <summary>Where in the destination the next byte goes.</summary>
    internal long Position { get; private set; } = position;

    /// <summary>Makes every copy go through the buffer.</summary>
    internal void ForgoKernel() => _isKernelAble = false;

    /// <summary>Appends a whole segment.</summary>
    internal async Task AppendAsync(SegmentSource source, CancellationToken cancellationToken)
    {
        if (source.File is { } file) AppendByKernel(file, cancellationToken);

        // Also after the kernel: at the end of a file this reads nothing, and where the kernel gave up it goes on or tells which side
        // failed.
        _buffer ??= GC.AllocateUninitializedArray<byte>(bufferBytes);
        for (int read; (read = await source.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RandomAccess.Write(destination, _buffer.AsSpan(0, read), Position);
            Position += read;
        }
    }

    private void AppendByKernel(FileStream file, CancellationToken cancellationToken)
    {
        var offset = 0L;
        while (_isKernelAble && AppendByKernel(file.SafeFileHandle, ref offset) > 0) cancellationToken.ThrowIfCancellationRequested();
        if (offset > 0) file.Position = offset;
    }

    /// <summary>Copies as much as the kernel copies at once.</summary>
    /// <returns>How much; 0 at the end, or if it cannot.</returns>
    private long AppendByKernel(SafeFileHandle source, ref long offset)
    {
        var to = Position;
        var copied = LibC.CopyFileRange(source, ref offset, destination, ref to, MostBytesAtOnce, 0);
        if (copied < 0) _isKernelAble = false;
        else Position = to;
        return copied;
    }
}
