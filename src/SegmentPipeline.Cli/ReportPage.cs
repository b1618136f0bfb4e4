using System.Text;
using SegmentPipeline.Records;
using Spectre.Console;

namespace SegmentPipeline.Cli;

/// <summary>A page of text laid out for a screen, then written as one piece.</summary>
internal sealed class ReportPage
{
    private readonly StringBuilder _text = new();
    private readonly IAnsiConsole _console;

    internal ReportPage(Screen screen)
    {
        var settings = new AnsiConsoleSettings
        {
            Ansi = screen.HasColours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = screen.HasColours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(new StringWriter(_text) { NewLine = "\n" }),
        };
        settings.Enrichment.UseDefaultEnrichers = false;
        _console = AnsiConsole.Create(settings);
        _console.Profile.Width = screen.TextWidth;
        _console.Profile.Height = screen.Height; // Else it asks the platform's console, which then switches the keys of the terminal.
        _console.Profile.Capabilities.Unicode = true;
    }

    /// <summary>A name as it can stand inside markup: nothing in it is markup or moves the cursor.</summary>
    internal static string Safe(string name) => Markup.Escape(VisibleText.Of(name));

    internal void Add(Grid grid) => _console.Write(grid);

    /// <summary>One line, or more if the screen is narrow.</summary>
    internal void AddLine(string markup = "") => _console.MarkupLine(markup);

    /// <summary>The page. Lines have no spaces at their ends, which tables leave there.</summary>
    public override string ToString()
    {
        var page = new StringBuilder();
        foreach (var line in _text.ToString().TrimEnd().Split('\n')) page.Append(line.AsSpan().TrimEnd()).Append('\n');
        return page.ToString();
    }

    /// <summary>Writes the page as UTF-8.</summary>
    internal async ValueTask WriteToAsync(Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(ToString()), cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
