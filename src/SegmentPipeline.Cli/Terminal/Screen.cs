namespace SegmentPipeline.Cli;

/// <summary>What text is laid out for.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Lines.</param>
/// <param name="HasColours">Whether escape sequences are understood and welcome.</param>
internal sealed record Screen(int Width, int Height, bool HasColours)
{
    private const int FewestColumns = 40;
    private const int UsualColumns = 80;
    private const int UsualLines = 24;

    /// <summary>For how many columns text is laid out. On a screen with fewer than 40 the terminal breaks its lines.</summary>
    internal int TextWidth => Math.Max(Width, FewestColumns);

    /// <summary>A pipe or a file: nothing is wrapped.</summary>
    internal static Screen None { get; } = new(1000, 1000, HasColours: false);

    /// <summary>The screen of a terminal, which says 0 where it does not know its size.</summary>
    internal static Screen OfTerminal(int columns, int lines, bool hasColours) =>
        new(columns == 0 ? UsualColumns : columns, lines == 0 ? UsualLines : lines, hasColours);
}
