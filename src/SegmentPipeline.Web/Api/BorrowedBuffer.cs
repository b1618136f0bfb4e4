using System.Buffers;

namespace SegmentPipeline.Web;

/// <summary>Bytes that are written one after the other into memory that is borrowed: a long answer leaves nothing behind that must be
/// collected.</summary>
internal sealed class BorrowedBuffer : IBufferWriter<byte>, IDisposable
{
    private const int Least = 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Least);

    /// <summary>How many bytes have been written.</summary>
    internal int Count { get; private set; }

    /// <summary>These bytes; only until more are written.</summary>
    internal ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Count);

    /// <summary>Begins anew, in the same memory.</summary>
    internal void Clear() => Count = 0;

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - Count);
        Count += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return _bytes.AsMemory(Count);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        if (_bytes.Length == 0) return;
        ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, Count) = ([], 0);
    }

    private void Reserve(int more)
    {
        if (_bytes.Length - Count >= more) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Count + more, 2 * _bytes.Length));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
