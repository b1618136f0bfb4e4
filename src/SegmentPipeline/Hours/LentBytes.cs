using System.Buffers;

namespace SegmentPipeline;

/// <summary>Bytes in an array of the shared pool, lent until they are given back: arrays that live for some steps of an audit outlive the
/// young generation, and would each make the heap larger.</summary>
/// <param name="room">The array.</param>
/// <param name="length">How many of its bytes count.</param>
internal readonly struct LentBytes(byte[] room, int length)
{
    /// <summary>Larger arrays are not lent: the pool makes them up to twice as large, and keeps them.</summary>
    private const int MostPooledBytes = 1 << 20;

    /// <summary>An array of at least that length.</summary>
    internal static byte[] Rent(int length) =>
        length <= MostPooledBytes ? ArrayPool<byte>.Shared.Rent(length) : GC.AllocateUninitializedArray<byte>(length);

    /// <summary>Gives an array back that <see cref="Rent"/> made.</summary>
    internal static void Return(byte[] room)
    {
        if (room.Length <= MostPooledBytes) ArrayPool<byte>.Shared.Return(room);
    }

    /// <summary>The bytes. Nobody may look at them after <see cref="GiveBack"/>.</summary>
    internal ReadOnlyMemory<byte> Memory => room.AsMemory(0, length);

    /// <summary>Gives the array back; once.</summary>
    internal void GiveBack()
    {
#if DEBUG
        // Whoever keeps what was lent is to see it.
        room.AsSpan().Fill(0xDD);
#endif
        Return(room);
    }
}
