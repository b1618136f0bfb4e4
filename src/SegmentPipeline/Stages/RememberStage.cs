namespace SegmentPipeline;

/// <summary>The stage <c>remember</c>: hands on what there is to remember of the hours that were read, in the order of the audit.</summary>
internal sealed class RememberStage(AuditMemory memory)
{
    /// <summary>Remembers an hour that has been stitched. A recalled hour has no digest, so nothing is remembered of it again. Its buffers
    /// have been given back: reads Step and Digest; writes nothing.</summary>
    internal void Remember(StitchedHour stitched)
    {
        if (stitched.Digest is { } digest) memory.Remember(stitched.Step.Stream!, stitched.Step.Hour!.Value, digest);
    }
}
