using SegmentPipeline.Verification;

namespace SegmentPipeline.Cli;

/// <summary><c>--report DIR</c>: a page to look at, and every record beside it.</summary>
internal sealed class VerifyReport : IDisposable
{
    private readonly ReportDestination _page;
    private readonly ReportDestination _records;
    private readonly string _path;

    private VerifyReport(ReportDestination page, ReportDestination records, string path)
    {
        (_page, _records, _path) = (page, records, path);
        Printers = [VerifyPrinter.Create(VerificationRecordWriter.CreateNdjson(records.Stream)), new VerifyPage(page.Stream)];
    }

    /// <summary>What writes both files.</summary>
    internal IReadOnlyList<VerifyPrinter> Printers { get; }

    /// <summary>Makes the directory if it is missing, and finds that both files can be written before there is anything to write.</summary>
    /// <exception cref="ReportException">They cannot.</exception>
    internal static VerifyReport Open(string directory, Surroundings surroundings, CancellationToken cancellationToken)
    {
        ReportDestination? page = null;
        try
        {
            Directory.CreateDirectory(Path.GetFullPath(directory, surroundings.Directory));
            var path = Path.Combine(directory, ReportDirectory.PageName);
            page = ReportDestination.Open(path, surroundings, cancellationToken);
            var records = ReportDestination.Open(Path.Combine(directory, "report.ndjson"), surroundings, cancellationToken);
            return new VerifyReport(page, records, path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException)
        {
            page?.Dispose();
            throw new ReportException(directory, cause);
        }
        catch
        {
            page?.Dispose();
            throw;
        }
    }

    /// <summary>Gives both files their names. Call it once they are whole.</summary>
    internal void Commit()
    {
        _records.Commit();
        _page.Commit();
    }

    /// <summary>Says where the page is.</summary>
    internal void Tell(TextWriter error) => error.WriteLine($"The page is {VisibleText.MakeVisible(_path)}");

    public void Dispose()
    {
        foreach (var printer in Printers) printer.Dispose();
        _page.Dispose();
        _records.Dispose();
    }
}
