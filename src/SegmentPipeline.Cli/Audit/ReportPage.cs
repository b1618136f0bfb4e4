using Spectre.Console;

namespace SegmentPipeline.Cli;

/// <summary>A page of text, laid out for a screen and written line by line, so that no page is ever in memory as a whole.</summary>
internal sealed class ReportPage : IDisposable
{
    private readonly Stream _stream;
    private readonly PageText _text;
    private readonly IAnsiConsole _console;
    private readonly RowWriter _rows;

    internal ReportPage(Stream stream, Screen screen)
    {
        _stream = stream;
        _text = new PageText(stream);
        _console = ConsoleOf(_text, screen);
        _rows = new RowWriter(_text, screen);
    }

    /// <summary>A name as it can stand inside markup: nothing in it is markup or moves the cursor.</summary>
    internal static string Safe(string name) => Markup.Escape(VisibleText.MakeVisible(name));

    /// <summary>What lays markup out for a screen.</summary>
    internal static IAnsiConsole ConsoleOf(TextWriter text, Screen screen)
    {
        var settings = new AnsiConsoleSettings
        {
            Ansi = screen.HasColours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = screen.HasColours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        };
        settings.Enrichment.UseDefaultEnrichers = false;
        var console = AnsiConsole.Create(settings);
        console.Profile.Width = screen.TextWidth;
        console.Profile.Height = screen.Height; // Else it asks the platform's console, which then switches the keys of the terminal.
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    /// <summary>Adds a row of a table.</summary>
    internal void AddRow(IReadOnlyList<LaidColumn> columns, IReadOnlyList<FittedCell> cells) => _rows.Write(columns, cells);

    /// <summary>One line, or more if the screen is narrow.</summary>
    internal void AddLine(string markup = "") => _console.MarkupLine(markup);

    /// <summary>Ends the page. Nothing more may be added.</summary>
    internal async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        _text.End();
        await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _text.Dispose();
}
