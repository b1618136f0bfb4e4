namespace SegmentPipeline.Cli;

/// <summary>How a column of a map looks as one character.</summary>
internal abstract class MapLetters
{
    private const string Off = "-";

    /// <summary>The letters for a screen: blocks in colours or without, plain letters in a pipe.</summary>
    internal static MapLetters For(Screen screen)
    {
        if (screen == Screen.None) return new PlainLetters();
        return screen.HasColours ? new ColouredBlocks() : new Blocks();
    }

    /// <summary>The character of a column, with what colours it.</summary>
    internal abstract string LetterOf(MapColumn column);

    /// <summary>What the letters mean, one line.</summary>
    internal abstract string Legend { get; }

    /// <summary>What stands below a column with corrupt segments.</summary>
    internal virtual string Mark => "^";

    /// <summary>What the letter of what is off means.</summary>
    internal virtual string OffLegend { get; } = $"{Off} off: not expected";

    /// <summary>What the mark means.</summary>
    internal string MarkLegend => $"{Mark} corrupt segments above";

    /// <summary>A text that is less important.</summary>
    internal virtual string Dim(string text) => text;

    /// <summary>One letter a class; what is missing in tenths, rounded up.</summary>
    private sealed class PlainLetters : MapLetters
    {
        internal override string Legend => ". full  s suspect  p partial  ? unknown  1-9 tenths missing  X all missing  blank: not audited";

        internal override string LetterOf(MapColumn column) => column.Worst switch
        {
            null => " ",
            CoverageClass.Full => ".",
            CoverageClass.Suspect => "s",
            CoverageClass.Partial => "p",
            CoverageClass.Unknown => "?",
            CoverageClass.Off => Off,
            _ => Tenths(column.Microseconds),
        };

        private static string Tenths(ClassMicroseconds microseconds)
        {
            if (microseconds.Missing == microseconds.Total) return "X";
            var tenths = (int)(((Int128)microseconds.Missing * 10 + microseconds.Total - 1) / microseconds.Total);
            return Math.Clamp(tenths, 1, 9).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Blocks as high as what is covered.</summary>
    private sealed class Blocks : MapLetters
    {
        internal override string Mark => "▲";

        internal override string Legend =>
            "█ full  ▓ suspect  ▒ partial  ? unknown  ▇▄▁ missing, little to much  × all  blank: not audited";

        internal override string LetterOf(MapColumn column) => column.Worst switch
        {
            null => " ",
            CoverageClass.Full => "█",
            CoverageClass.Suspect => "▓",
            CoverageClass.Partial => "▒",
            CoverageClass.Unknown => "?",
            CoverageClass.Off => Off,
            _ => column.Microseconds.Covered == 0 ? "×" : Block(column),
        };
    }

    /// <summary>Blocks as high as what is covered, before the colour of what is missing.</summary>
    private sealed class ColouredBlocks : MapLetters
    {
        // Of the 256 colours of terminals those nearest to the pictures'.
        private const string Full = "\e[38;5;72m";
        private const string Suspect = "\e[38;5;185m";
        private const string Partial = "\e[38;5;178m";
        private const string Unknown = "\e[38;5;246m";
        private const string OnMissing = "\e[48;5;166m";
        private const string Corrupt = "\e[38;5;32m";
        private const string Plain = "\e[0m";

        internal override string Mark => $"{Corrupt}▲{Plain}";

        internal override string Legend =>
            $"{Full}█{Plain} full  {Suspect}▓{Plain} suspect  {Partial}▒{Plain} partial  {Unknown}?{Plain} unknown  "
            + $"{Full}{OnMissing}▇▄▁{Plain} missing, little to much  {OnMissing}×{Plain} all  blank: not audited";

        internal override string LetterOf(MapColumn column) => column.Worst switch
        {
            null => " ",
            CoverageClass.Full => $"{Full}█{Plain}",
            CoverageClass.Suspect => $"{Suspect}▓{Plain}",
            CoverageClass.Partial => $"{Partial}▒{Plain}",
            CoverageClass.Unknown => $"{Unknown}?{Plain}",
            CoverageClass.Off => $"{Unknown}{Off}{Plain}",
            _ => column.Microseconds.Covered == 0 ? $"{OnMissing}×{Plain}" : $"{Full}{OnMissing}{Block(column)}{Plain}",
        };

        internal override string Dim(string text) => $"\e[2m{text}{Plain}";
    }

    /// <summary>A block as many eighths high as are not missing, at least one: something is covered.</summary>
    private static string Block(MapColumn column) =>
        "▁▂▃▄▅▆▇".Substring(Math.Max(1, MapColumn.MostMissingSteps - column.MissingSteps) - 1, 1);
}
