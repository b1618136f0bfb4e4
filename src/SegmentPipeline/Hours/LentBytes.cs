using System.Buffers;

namespace SegmentPipeline;

/// <summary>Bytes in an array of the shared pool, lent until they are given back: arrays that live for some steps of an audit outlive the
/// young generation, and would each make the heap larger.</summary>
/// <param name="room">The array.</param>
/// <param name="length">How many of its bytes count.</param>
internal readonly struct LentBytes(byte[] room, int length)
{
    /// <summary>The bytes. Nobody may look at them after <see cref="GiveBack"/>.</summary>
    internal ReadOnlyMemory<byte> Memory => room.AsMemory(0, length);

    /// <summary>Gives the array back; once.</summary>
    internal void GiveBack()
    {
#if DEBUG
        // Whoever keeps what was lent is to see it.
        room.AsSpan().Fill(0xDD);
#endif
        ArrayPool<byte>.Shared.Return(room);
    }
}
