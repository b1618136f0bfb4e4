using System.Text;

namespace SegmentPipeline.Cli;

/// <summary>A page on a terminal that is drawn anew in its place.</summary>
internal sealed class FleetWatchPage(Stream stream, Screen screen) : FleetWatch
{
    private static readonly FittedColumn[] PartColumns =
        [new("Node", 0), new("State", 0), new("Hours", 1, IsNumber: true), new("Entries", 1, IsNumber: true), new("Cause", 0)];

    private (FleetView Fleet, RunView? Run)? _last;
    private int _lines;

    internal override ValueTask ShowAsync(FleetView fleet, RunView? run, CancellationToken cancellationToken)
    {
        _last = (fleet, run);
        return DrawAsync(fault: null, cancellationToken);
    }

    internal override ValueTask ShowFaultAsync(string fault, CancellationToken cancellationToken) => DrawAsync(fault, cancellationToken);

    private async ValueTask DrawAsync(string? fault, CancellationToken cancellationToken)
    {
        var text = await RenderAsync(fault, cancellationToken).ConfigureAwait(false);
        // What is higher than the screen could not be drawn over.
        var lines = text.TrimEnd('\n').Split('\n').Take(Math.Max(1, screen.Height - 1)).ToList();
        var up = _lines > 0 ? $"\e[{_lines}A" : "";
        _lines = lines.Count;
        var bytes = Encoding.UTF8.GetBytes($"\r{up}\e[J{string.Join('\n', lines)}\n");
        await stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> RenderAsync(string? fault, CancellationToken cancellationToken)
    {
        using var drawn = new MemoryStream();
        using var page = new ReportPage(drawn, screen);
        if (_last is { } last)
        {
            FleetStatusText.AddTo(page, screen, last.Fleet);
            if (last.Run is { } run) AddRun(page, run);
        }

        if (fault is not null) page.AddLine($"[yellow]{ReportPage.Safe(fault)}[/]");
        await page.EndAsync(cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(drawn.ToArray());
    }

    private void AddRun(ReportPage page, RunView run)
    {
        page.AddLine();
        page.AddLine($"Run [bold]{ReportPage.Safe(run.Id)}[/]");
        new FittedTable(PartColumns, run.Nodes.Select(Cells), name: 4).AddTo(page, screen);
    }

    private static FittedCell[] Cells(RunNodeView part) =>
    [
        FittedCell.Name(part.Node),
        new(VisibleText.MakeVisible(part.State), part.State is "unknown" or "incomplete" ? "yellow" : null),
        Plural.Count(part.Hours),
        Plural.Count(part.Entries),
        part.Cause is { } cause ? FittedCell.Name(cause) : "–",
    ];
}
