namespace SegmentPipeline.Replicas.Tests.Merging;

/// <summary>What a hostile node sends: a beginning, and then for ever the same.</summary>
internal sealed class EndlessStream(byte[] beginning, byte[]? again = null) : Stream
{
    private readonly byte[] _again = again ?? "x"u8.ToArray();

    internal long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => BytesRead;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        for (var at = 0; at < count; at++, BytesRead++)
        {
            buffer[offset + at] = BytesRead < beginning.Length
                ? beginning[BytesRead]
                : _again[(BytesRead - beginning.Length) % _again.Length];
        }

        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
