using System.Diagnostics;
using SegmentPipeline.Ledger;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>How long answers about coverage take. Asserts nothing; run it by name and read what it prints.</summary>
[Explicit("takes a minute and measures")]
internal sealed class CoverageMeasurement
{
    private const int Streams = 50;
    private const int Hours = 23;
    private const int Zooms = 300;

    [Test]
    public async Task Coverage_OfTwoMillionSegments_AtAnyZoom()
    {
        await using var server = await RunningServer.StartAsync();
        var (segments, holes) = await FillLedgerAsync(RunningServer.LedgerOf(server.Tree));
        TestContext.Out.WriteLine($"{segments:N0} segments of {Streams} streams, {holes:N0} holes");
        var first = Stopwatch.StartNew();
        _ = await server.Client.GetByteArrayAsync("/api/archives/main/coverage?columns=1200");
        TestContext.Out.WriteLine($"first answer, read from the ledger: {first.Elapsed.TotalMilliseconds:0.0} ms");
        var random = new Random(1);
        foreach (var (columns, limit) in ((int, int)[])[(1, 200), (400, 200), (1200, 200), (1200, 20), (4096, 200), (4096, 1)])
            await MeasureAsync(server, columns, limit, random);
        TestContext.Out.WriteLine($"{GC.CollectionCount(2)} whole collections until now");
        for (var i = 0; i < 3; i++) MeasureReading(server);
    }

    /// <summary>What a ledger costs that is read anew, by a host that has been running for a while.</summary>
    private static void MeasureReading(RunningServer server)
    {
        var read = Stopwatch.StartNew();
        using (var ledger = AuditLedger.OpenForReading(RunningServer.LedgerOf(server.Tree)))
        {
            _ = ledger.Coverage();
        }

        TestContext.Out.WriteLine($"read from the ledger: {read.Elapsed.TotalMilliseconds:0.0} ms");
    }

    private static async Task MeasureAsync(RunningServer server, int columns, int limit, Random random)
    {
        var times = new List<double>();
        long bytes = 0;
        for (var i = 0; i < Zooms; i++)
        {
            var length = (long)Math.Pow(Hours * (double)Timestamp.MicrosecondsPerHour, 0.3 + 0.7 * random.NextDouble()) + columns;
            var from = RegularArchive.Start.AddMicroseconds(random.NextInt64(Hours * Timestamp.MicrosecondsPerHour));
            var address = $"/api/archives/main/coverage?from={from}&to={from.AddMicroseconds(length)}&columns={columns}&limit={limit}";
            var taken = Stopwatch.StartNew();
            bytes += (await server.Client.GetByteArrayAsync(address)).Length;
            times.Add(taken.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        TestContext.Out.WriteLine(
            $"{columns,5} columns, limit {limit,3}: median {times[Zooms / 2]:0.0} ms, 99 of 100 {times[Zooms * 99 / 100]:0.0} ms, "
            + $"most {times[^1]:0.0} ms, {bytes / Zooms:N0} bytes");
    }

    private static async Task<(long Segments, long Holes)> FillLedgerAsync(string path)
    {
        var tree = new ArchiveTree();
        var random = new Random(7);
        long segments = 0;
        for (var stream = 0; stream < Streams; stream++)
        {
            for (var hour = 0; hour < Hours; hour++)
            {
                var directory = tree.Hour($"channel{stream:D2}", "source", new Hour(RegularArchive.Start.Hour.SinceEpoch + hour).ToString());
                for (var second = 0; second < 3600; second += 2)
                {
                    if (random.Next(20) == 0) continue;
                    directory.File(SegmentNames.Full($"{second / 60:D2}:{second % 60:D2}"));
                    segments++;
                }
            }
        }

        await using var opened = OpenedArchive.Open(new InMemoryReader(tree));
        var options = new AuditLedgerOptions { TimeProvider = FixedTimeProvider.FarAfter };
        using var ledger = AuditLedger.Open(path, opened.Archive.Root, options);
        long holes = 0;
        await foreach (var record in ledger.AuditAsync(opened.Archive, new AuditRequest())) holes += record is HoleFinding ? 1 : 0;
        return (segments, holes);
    }
}
