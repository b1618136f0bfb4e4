using System.Globalization;

namespace SegmentPipeline.Benchmarks.InProcess;

/// <summary>Counts what whole audits allocate, a file.</summary>
internal static class MemoryMeasure
{
    internal static async Task RunAsync(string root)
    {
        Console.WriteLine("| audit in one process | files | allocated | bytes a file | target | collections | all their pauses |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        await PrintAsync(root, "the first, default parallelism", AuditDefaults.Parallelism);
        await PrintAsync(root, "the second", AuditDefaults.Parallelism);
        await PrintAsync(root, "another, 2 workers", 2);
        await PrintAsync(root, "another, 8 workers", 8);
    }

    /// <summary>Takes an audit's records one by one and gives the number of entries.</summary>
    internal static async Task<long> AuditAsync(string root, int parallelism)
    {
        long files = 0;
        await foreach (
            var record in SegmentArchive.Open(root).AuditAsync(new AuditRequest(), new AuditContext { Parallelism = parallelism }))
        {
            if (record is SummaryRecord summary) files = summary.Entries.Total;
        }

        return files;
    }

    private static async Task PrintAsync(string root, string what, int parallelism)
    {
        GC.Collect();
        var (bytes, collections, pauses) = (GC.GetTotalAllocatedBytes(precise: true), GC.CollectionCount(0), GC.GetTotalPauseDuration());
        var files = await AuditAsync(root, parallelism);
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        collections = GC.CollectionCount(0) - collections;
        pauses = GC.GetTotalPauseDuration() - pauses;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | {files} | {bytes / 1024.0 / 1024.0:F1} MB | {(double)bytes / files:F2} | ≤ 16 | {collections} | {pauses.TotalMilliseconds:F1} ms |"));
    }
}
