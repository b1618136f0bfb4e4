using System.Runtime.CompilerServices;

namespace SegmentPipeline;

/// <summary>The first four bytes of a packet, as one number.</summary>
/// <remarks>Source: ISO/IEC 13818-1 §2.4.3.2.</remarks>
internal static class PacketHeader
{
    internal const uint SyncBits = 0xFF00_0000;
    internal const uint Sync = 0x4700_0000;
    internal const uint ErrorBit = 0x0080_0000;
    internal const uint StartBit = 0x0040_0000;
    internal const uint PriorityBit = 0x0020_0000;
    internal const uint ScramblingBits = 0xC0;
    internal const uint AdaptationBit = 0x20;
    internal const uint PayloadBit = 0x10;
    internal const uint CounterBits = 0xF;

    /// <summary>What no header is once its priority is left out.</summary>
    internal const uint None = PriorityBit;

    /// <summary>The bits that stay the same from one plain packet of a PID to the next.</summary>
    private const uint LastingBits = SyncBits | 0x001F_FF00 | ScramblingBits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int PidOf(uint header) => (int)(header >> 8) & 0x1FFF;

    /// <summary>The header of the packet that follows on the same PID if it carries payload and nothing else, priority left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Following(uint header) => unchecked((header & LastingBits) | PayloadBit | ((header + 1) & CounterBits));
}
