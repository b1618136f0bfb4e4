namespace SegmentPipeline.Profiling;

/// <summary>The formats by the names of their files.</summary>
public static class ProfileFormats
{
    /// <summary>The format that a file's name asks for: <see cref="ProfileFormat.Collapsed"/> if it ends in <c>.collapsed</c>, in whatever
    /// case, else <see cref="ProfileFormat.Speedscope"/>.</summary>
    /// <param name="path">The file; nothing has to be there.</param>
    public static ProfileFormat OfFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.EndsWith(".collapsed", StringComparison.OrdinalIgnoreCase) ? ProfileFormat.Collapsed : ProfileFormat.Speedscope;
    }
}
