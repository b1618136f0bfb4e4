namespace SegmentPipeline;

/// <summary>The stage <c>remember</c>: hands on what there is to remember of the hours that were read, in the order of the audit.</summary>
internal sealed class RememberStage(AuditMemory memory)
{
    /// <summary>Remembers an hour that has been stitched. Hours that were recalled have nothing new.</summary>
    internal void Remember(StitchedHour stitched)
    {
        if (stitched.Digest is { } digest) memory.Remember(stitched.Step.Stream!, stitched.Step.Hour!.Value, digest);
    }
}
