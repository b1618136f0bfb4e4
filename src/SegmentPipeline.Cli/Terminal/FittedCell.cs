using System.Text;
using Cells = Spectre.Console.Rendering.Segment;

namespace SegmentPipeline.Cli;

/// <summary>A cell of a table: text as it stands, no markup.</summary>
/// <param name="Text">What stands in it.</param>
/// <param name="Style">A colour or another style, by the name that markup has for it; null for none.</param>
internal readonly record struct FittedCell(string Text, string? Style = null)
{
    public static implicit operator FittedCell(string text) => new(text);

    /// <summary>A name: nothing in it moves the cursor.</summary>
    internal static FittedCell Name(string name) => new(VisibleText.MakeVisible(name));

    /// <summary>How many columns of a screen a line takes. Some letters take two.</summary>
    internal static int PlacesOf(string line) => Ascii.IsValid(line) ? line.Length : Cells.CellCount([new Cells(line)]);
}
