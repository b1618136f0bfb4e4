namespace SegmentPipeline.Playback;

/// <summary>The content of a segment, read from its start on. Whatever keeps it from being read is a <see cref="CutException"/> that names
/// it.</summary>
internal sealed class SegmentSource : IAsyncDisposable
{
    private readonly Segment _segment;
    private readonly Stream _content;

    private SegmentSource(Segment segment, Stream content)
    {
        _segment = segment;
        _content = content;
    }

    /// <summary>The file, where the segment is one of this machine.</summary>
    internal FileStream? File => _content as FileStream;

    /// <summary>Opens a segment.</summary>
    /// <exception cref="CutException">It could not be opened.</exception>
    internal static async ValueTask<SegmentSource> OpenAsync(Segment segment, CancellationToken cancellationToken)
    {
        try
        {
            return new SegmentSource(segment, await segment.OpenReadAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new CutException(segment.FullPath, cause);
        }
    }

    /// <summary>Reads what the buffer holds; 0 at the end.</summary>
    /// <exception cref="CutException">It could not be read.</exception>
    internal async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await _content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CutException(_segment.FullPath, cause);
        }
    }

    public ValueTask DisposeAsync() => _content.DisposeAsync();
}
