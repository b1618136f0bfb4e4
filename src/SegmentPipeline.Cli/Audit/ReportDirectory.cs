namespace SegmentPipeline.Cli;

/// <summary><c>--report DIR</c>: a page to look at, and every record beside it. The directory is made if it is missing.</summary>
internal sealed class ReportDirectory : IDisposable
{
    /// <summary>What the page is called.</summary>
    internal const string PageName = "index.html";

    private readonly ReportDestination _page;
    private readonly ReportDestination _records;
    private readonly string? _made;

    private ReportDirectory(ReportDestination page, ReportDestination records, string? made) =>
        (_page, _records, _made) = (page, records, made);

    /// <summary>Finds that both files can be written, before there is anything to write.</summary>
    /// <exception cref="ReportException">They cannot.</exception>
    internal static ReportDirectory Open(string directory, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var made = Make(directory, surroundings);
        ReportDestination? page = null;
        try
        {
            page = ReportDestination.Open(Path.Combine(directory, PageName), surroundings, cancellationToken);
            return new ReportDirectory(
                page,
                ReportDestination.Open(Path.Combine(directory, "report.ndjson"), surroundings, cancellationToken),
                made);
        }
        catch
        {
            page?.Dispose();
            Unmake(made);
            throw;
        }
    }

    /// <summary>Whether both files have their names.</summary>
    internal bool IsCommitted { get; private set; }

    /// <summary>Both files, once they are whole.</summary>
    internal IEnumerable<ReportDestination> Files => [_page, _records];

    /// <summary>The writers of both files.</summary>
    /// <param name="fields">Which fields.</param>
    /// <param name="select">Selects what the page shows of single segments.</param>
    internal IEnumerable<IRecordWriter> CreateWriters(RecordFields fields, Func<StreamId, TimeRange, Task<SegmentSequence>> select) =>
        [new NdjsonRecordWriter(_records.Stream, fields), new ReportPageWriter(_page.Stream, fields, select)];

    /// <summary>Gives both files their names. Call it once they are whole.</summary>
    internal void Commit()
    {
        _records.Commit();
        _page.Commit();
        IsCommitted = true;
    }

    public void Dispose()
    {
        _page.Dispose();
        _records.Dispose();
        if (!IsCommitted) Unmake(_made);
    }

    /// <summary>Makes the directory, with all above it.</summary>
    /// <returns>Its path, or null if it was there.</returns>
    private static string? Make(string directory, Surroundings surroundings)
    {
        try
        {
            var path = Path.GetFullPath(directory, surroundings.Directory);
            if (Directory.Exists(path)) return null;
            if (FileAt(path) is { } file) throw new IOException($"{VisibleText.MakeVisible(file)} is no directory");
            Directory.CreateDirectory(path);
            return path;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ReportException(directory, cause);
        }
    }

    /// <summary>What stands at a path, or on the way to it, where a directory should; null if nothing does.</summary>
    private static string? FileAt(string path)
    {
        var above = path;
        while (above is not null && !Path.Exists(above)) above = Path.GetDirectoryName(above);
        return Directory.Exists(above) ? null : above;
    }

    /// <summary>Nothing is left behind of a report that did not come about.</summary>
    private static void Unmake(string? made)
    {
        if (made is not null && Directory.Exists(made) && !Directory.EnumerateFileSystemEntries(made).Any()) Directory.Delete(made);
    }
}
