namespace SegmentPipeline.Profiling;

/// <summary>Writes a profile in the format asked for.</summary>
internal static class ProfileWriter
{
    internal static Task WriteAsync(
        SampledProfile profile,
        Stream destination,
        ProfileFormat format,
        CancellationToken cancellationToken
    ) =>
        format switch
        {
            ProfileFormat.Collapsed => CollapsedWriter.WriteAsync(profile, destination, cancellationToken),
            _ => SpeedscopeWriter.WriteAsync(profile, destination, cancellationToken),
        };
}
