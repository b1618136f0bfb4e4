using System.Runtime.Versioning;

namespace SegmentPipeline.Replicas;

/// <summary>What came is not what the name promises.</summary>
[SupportedOSPlatform("linux")]
internal sealed class MismatchException(long bytes) : Exception($"its {bytes} bytes are not those that the name promises")
{
    /// <summary>What is told of it.</summary>
    internal FillRecord RecordOf(WantedSegment wanted, Peer peer) => new()
    {
        Path = wanted.Path,
        State = FillState.Mismatch,
        Replica = peer.Name,
        Bytes = bytes,
        Cause = Message,
    };
}
