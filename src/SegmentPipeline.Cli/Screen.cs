namespace SegmentPipeline.Cli;

/// <summary>What text is laid out for.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Lines.</param>
/// <param name="HasColours">Whether escape sequences are understood and welcome.</param>
internal sealed record Screen(int Width, int Height, bool HasColours)
{
    /// <summary>A pipe or a file: nothing is wrapped.</summary>
    internal static Screen None { get; } = new(1000, 1000, HasColours: false);
}
