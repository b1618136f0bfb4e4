using System.Text;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Records;

/// <summary>The same archive gives the same bytes: at any parallelism, by either reader, in any order of listing.</summary>
internal sealed class SameBytesTests
{
    [Test]
    public async Task Ndjson_AnyParallelismAndListingOrder_IsByteEqual([Range(5000, 5039)] int seed)
    {
        var faked = ArchiveFaker.WithFaults(seed);
        Assert.That(
            new NaiveAudit(faked.Tree, faked.Request, faked.Now).IsArchive,
            "this seed makes an archive without hours: take another");
        var expected = await Ndjson(OpenedArchive.Open(new InMemoryReader(faked.Tree), faked.Now), faked.Request, 1);
        foreach (var parallelism in new[] { 1, 2, 8 })
        {
            var reader = new InMemoryReader(faked.Tree) { ShuffleSeed = parallelism, MakesWait = parallelism != 2 };
            var actual = await Ndjson(OpenedArchive.Open(reader, faked.Now), faked.Request, parallelism);
            Assert.That(actual, Is.EqualTo(expected), $"parallelism {parallelism}\n{faked}");
        }
    }

    [Test]
    public async Task Ndjson_EitherReaderOfADisk_IsByteEqualToMemory([Values(1, 2, 8)] int parallelism, [Range(6000, 6009)] int seed)
    {
        var faked = ArchiveFaker.ForDisk(seed);
        Assert.That(
            new NaiveAudit(faked.Tree, faked.Request, faked.Now).IsArchive,
            "this seed makes an archive without hours: take another");
        var request = faked.Request with { IncludeHours = true };
        var expected = await Ndjson(OpenedArchive.Open(faked.Tree, ReaderKind.InMemory, faked.Now), request, parallelism);
        foreach (var kind in new[] { ReaderKind.Linux, ReaderKind.Portable })
        {
            var actual = await Ndjson(OpenedArchive.Open(faked.Tree, kind, faked.Now), request, parallelism);
            Assert.That(actual, Is.EqualTo(expected), $"{kind}\n{faked}");
        }
    }

    private static async Task<string> Ndjson(OpenedArchive opened, AuditRequest request, int parallelism)
    {
        await using (opened)
        {
            using var bytes = new MemoryStream();
            var writer = new NdjsonRecordWriter(bytes, RecordFields.Deterministic);
            await foreach (var record in opened.Archive.AuditAsync(request, new AuditContext { Parallelism = parallelism }))
                await writer.WriteAsync(record);
            await writer.CompleteAsync();
            return Encoding.UTF8.GetString(bytes.ToArray());
        }
    }
}
