using System.Text;

namespace SegmentPipeline.Cli.Tests;

/// <summary>A page as text.</summary>
internal static class PagePrint
{
    internal static async Task<string> Of(Screen screen, Action<ReportPage> add)
    {
        using var stream = new MemoryStream();
        using var page = new ReportPage(stream, screen);
        add(page);
        await page.EndAsync(CancellationToken.None);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Its lines.</summary>
    internal static async Task<string[]> LinesOf(Screen screen, FittedTable table) =>
        (await Of(screen, page => table.AddTo(page, screen))).TrimEnd('\n').Split('\n');
}
