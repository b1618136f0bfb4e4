using SegmentPipeline.Reports;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Pages.Tests;

/// <summary>A page on disk, in a directory of its own that goes when it is disposed.</summary>
internal sealed class ReportFile : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("report-page-").FullName;

    internal string Path => System.IO.Path.Combine(_directory, "index.html");

    /// <summary>The page of an audit of everything in an archive.</summary>
    internal static async Task<ReportFile> OfAsync(ArchiveBuilder archive)
    {
        await using var opened = SegmentArchive.Open(archive.Root, new SegmentArchiveOptions { TimeProvider = FixedTimeProvider.FarAfter });
        return await OfAsync(
            await opened.AuditAsync(new AuditRequest()).ToListAsync(), select: (stream, range) => opened.SelectAsync(stream, range));
    }

    /// <summary>The page of records.</summary>
    internal static async Task<ReportFile> OfAsync(
        IEnumerable<AuditRecord> records, int mostSpans = 200_000, Func<StreamId, TimeRange, Task<SegmentSequence>>? select = null)
    {
        var report = new ReportFile();
        await using var file = File.Create(report.Path);
        var writer = new ReportPageWriter(
            file,
            RecordFields.Deterministic,
            new PageContent(new WorstFindings(ReportPageWriter.MostFindings), new CoverageCollector(mostSpans)),
            new PageSegments(select, ReportPageWriter.MostSegments));
        foreach (var record in records) await writer.WriteAsync(record);
        await writer.CompleteAsync();
        return report;
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
