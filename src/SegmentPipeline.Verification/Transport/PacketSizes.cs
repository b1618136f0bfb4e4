namespace SegmentPipeline;

/// <summary>How far packets of a transport stream are apart.</summary>
internal static class PacketSizes
{
    /// <summary>Packets and nothing else.</summary>
    internal const int Plain = 188;

    /// <summary>With four bytes of time in front of each.</summary>
    internal const int Timed = 192;

    /// <summary>With sixteen bytes of parity behind each.</summary>
    internal const int Protected = 204;

    /// <summary>How many bytes of time stand in front of a packet.</summary>
    internal const int TimeBytes = Timed - Plain;

    /// <summary>All of them, the usual one first.</summary>
    internal static readonly int[] All = [Plain, Timed, Protected];

    /// <summary>How many bytes stand behind the last whole packet.</summary>
    /// <param name="bytes">How many bytes there are from the start of a packet on.</param>
    /// <param name="size">How far packets are apart.</param>
    internal static int BytesOver(long bytes, int size)
    {
        var over = (int)(bytes % size);
        return size == Timed && over >= Plain ? over - Plain : over;
    }
}
