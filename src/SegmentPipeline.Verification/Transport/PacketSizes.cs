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

    /// <summary>All of them, the usual one first.</summary>
    internal static readonly int[] All = [Plain, Timed, Protected];
}
