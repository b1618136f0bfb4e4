using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Differential;

/// <summary>The engine against the naive audit on thousands of made-up archives. <c>dotnet test --
/// TestRunParameters.Parameter(name="firstSeed", value="100000")</c> goes for other archives than the usual.</summary>
internal sealed class DifferentialTests
{
    private const int SeedsEach = 125;
    private const int Batches = 16;
    private static readonly int FirstSeed = TestContext.Parameters.Get("firstSeed", 1);

    private static IEnumerable<int> FirstSeeds() => Enumerable.Range(0, Batches).Select(batch => FirstSeed + batch * SeedsEach);

    [TestCaseSource(nameof(FirstSeeds))]
    public async Task Audit_ArchivesInMemory_AgreesWithTheNaiveAudit(int firstSeed)
    {
        for (var seed = firstSeed; seed < firstSeed + SeedsEach; seed++) await CompareAudit(ArchiveFaker.WithFaults(seed), ReaderKind.InMemory);
    }

    [TestCaseSource(nameof(FirstSeeds))]
    public async Task Select_ArchivesInMemory_AgreesWithTheNaiveSequence(int firstSeed)
    {
        for (var seed = firstSeed; seed < firstSeed + SeedsEach; seed++) await CompareSequences(ArchiveFaker.WithFaults(seed), ReaderKind.InMemory);
    }

    [TestCase(ReaderKind.Linux)]
    [TestCase(ReaderKind.Portable)]
    public async Task AuditAndSelect_ArchivesOnDisk_AgreeWithTheNaiveAudit(ReaderKind kind)
    {
        for (var seed = FirstSeed; seed < FirstSeed + SeedsEach; seed++)
        {
            var archive = ArchiveFaker.ForDisk(seed);
            await CompareAudit(archive, kind);
            await CompareSequences(archive, kind);
        }
    }

    private static async Task CompareAudit(FakedArchive faked, ReaderKind kind)
    {
        await using var opened = OpenedArchive.Open(faked.Tree, kind, faked.Now);
        var naive = new NaiveAudit(faked.Tree, faked.Request, faked.Now);
        if (!naive.IsArchive)
        {
            Assert.That(async () => await opened.Archive.AuditToReportAsync(faked.Request, faked.Context), Throws.TypeOf<AuditFailedException>(), faked.ToString());
            return;
        }

        var records = await opened.Archive.AuditAsync(faked.Request, faked.Context).ToListAsync();
        var expected = naive.Records();
        if (RecordDifference.Between(expected, [.. ComparableRecords.Of(records)]) is { } difference) Assert.Fail($"{difference}\n{faked}");
        if (records[0] is not HeaderRecord header) Assert.Fail($"the report starts with {records[0]}\n{faked}");
        else if (header.Start != faked.Request.Start || header.End != faked.Request.End
            || header.Tolerance != faked.Request.Tolerance)
            Assert.Fail($"the header says {header}\n{faked}");
        if (records.Any(r => ComparableRecords.CauseOf(r) == "")) Assert.Fail($"a cause is empty\n{faked}");
    }

    private static async Task CompareSequences(FakedArchive faked, ReaderKind kind)
    {
        await using var opened = OpenedArchive.Open(faked.Tree, kind, faked.Now);
        foreach (var stream in new NaiveAudit(faked.Tree, new AuditRequest(), FixedTimeProvider.FarAfter.Now).Streams.Where(s => s.Readable))
        {
            foreach (var range in faked.Ranges)
            {
                var sequence = await opened.Archive.SelectAsync(stream.Id, range);

                var expected = SequenceText.Of(stream, range);
                var actual = SequenceText.Of(sequence);
                if (!expected.SequenceEqual(actual))
                    Assert.Fail($"{stream.Id} {range}\nexpected\n  {string.Join("\n  ", expected)}\ngot\n  {string.Join("\n  ", actual)}\n{faked}");
            }
        }
    }
}
