using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>How a host asks nodes: less patiently than somebody who waits for one answer, since it asks again at the next pass, and others
/// wait meanwhile.</summary>
internal static class PeerBounds
{
    private const long KeptListingBytes = 32 * 1024 * 1024;

    private static readonly TimeSpan FirstByte = TimeSpan.FromSeconds(10);

    internal static HttpArchiveOptions InAHost(TimeProvider clock) => new()
    {
        FirstByte = FirstByte,
        Silence = FirstByte,
        Retries = 1,
        KeptListingBytes = KeptListingBytes,
        TimeProvider = clock,
    };
}
