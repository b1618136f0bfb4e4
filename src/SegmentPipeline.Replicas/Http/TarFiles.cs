namespace SegmentPipeline.Replicas;

/// <summary>The files of an answer that is written as <c>tar</c> does, one after the other: as a stream it is what is left of the one that
/// was asked for last.</summary>
/// <remarks>The platform's own reader makes room for whatever length an answer tells, and knows kinds of entries that nobody asks
/// for.</remarks>
/// <param name="answer">The answer.</param>
/// <param name="mostBytes">The largest length of a file.</param>
internal sealed class TarFiles(Stream answer, long mostBytes) : ReadOnlyStream
{
    private readonly byte[] _block = new byte[TarHeader.BlockBytes];
    private long _left;
    private int _padding;

    /// <summary>The next file; null at the end. What is left of the one before is passed over.</summary>
    /// <exception cref="PeerException">What comes is no file.</exception>
    internal async ValueTask<BundledFile?> NextAsync(CancellationToken cancellationToken)
    {
        while (await ReadAsync(_block, cancellationToken).ConfigureAwait(false) > 0)
        {
            // It is of no use to anybody.
        }

        await FillBlockAsync(_padding, cancellationToken).ConfigureAwait(false);
        await FillBlockAsync(_block.Length, cancellationToken).ConfigureAwait(false);
        if (!_block.AsSpan().ContainsAnyExcept((byte)0))
        {
            // All is read, so that the connection can be used again.
            await FillBlockAsync(TarHeader.EndBytes - _block.Length, cancellationToken).ConfigureAwait(false);
            return null;
        }

        if (!TarHeader.TryRead(_block, out var name, out var length)) throw new PeerException("its answer is no bundle of files");
        if (length > mostBytes) throw new PeerException($"it bundled a file of {length} bytes; at most {mostBytes} are read");
        (_left, _padding) = (length, TarHeader.PaddingOf(length));
        return new BundledFile { Name = name.ToArray(), Content = this };
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left == 0 || buffer.IsEmpty) return 0;
        var most = (int)Math.Min(buffer.Length, _left);
        var read = await answer.ReadAsync(buffer[..most], cancellationToken).ConfigureAwait(false);
        if (read == 0) throw new PeerException("its answer broke off within a file") { MayPass = true };
        _left -= read;
        return read;
    }

    private async ValueTask FillBlockAsync(int count, CancellationToken cancellationToken)
    {
        var read = await answer
            .ReadAtLeastAsync(_block.AsMemory(0, count), count, throwOnEndOfStream: false, cancellationToken)
            .ConfigureAwait(false);
        if (read < count) throw new PeerException("its answer broke off between two files") { MayPass = true };
    }
}
