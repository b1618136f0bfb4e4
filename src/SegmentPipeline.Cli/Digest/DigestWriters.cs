namespace SegmentPipeline.Cli;

/// <summary>Writes digests in each format.</summary>
internal static class DigestWriters
{
    /// <summary>Writes blocks.</summary>
    /// <param name="format">How.</param>
    /// <param name="blocks">The blocks of all archives.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="screen">What text is laid out for.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal static async Task WriteAsync(
        DigestFormat format, IReadOnlyList<DigestBlock> blocks, Stream stream, Screen screen, CancellationToken cancellationToken)
    {
        if (format == DigestFormat.Text)
        {
            using var page = new ReportPage(stream, screen);
            DigestText.AddTo(page, blocks, screen);
            await page.EndAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        var writer = new StreamWriter(stream, new System.Text.UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        await using var _ = writer.ConfigureAwait(false);
        if (format == DigestFormat.Html) DigestHtml.Write(writer, blocks);
        else DigestMarkdown.Write(writer, blocks);
    }
}
