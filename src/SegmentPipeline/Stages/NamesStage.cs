namespace SegmentPipeline;

/// <summary>The stage <c>names</c>: keeps the digest of the names of an hour, for whoever compares copies afterwards.</summary>
internal sealed class NamesStage(NamesDigests digests)
{
    /// <summary>Keeps it, if the hour could be read and a change would show. Reads Work, Outcome, Names, Segments, Fingerprint and
    /// ReadAtSeconds; writes nothing.</summary>
    internal void Keep(HourBuffers buffers)
    {
        if (!buffers.IsListed) return;
        var shown = ShownNames.Find(buffers.Names);
        if (shown.MayChangeUnseen) return;
        var segments = 0;
        foreach (ref readonly var entry in buffers.Segments) if (entry.Kind != SegmentKind.Temporary) segments++;
        var summary = new HourNamesSummary { Digest = shown.DigestOf(buffers.Names), SegmentCount = segments };
        digests.Keep(buffers.Work.Stream.Id, buffers.Work.Hour!.Value, buffers.Fingerprint, buffers.ReadAtSeconds, summary);
    }
}
