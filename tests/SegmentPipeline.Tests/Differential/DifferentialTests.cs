using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Differential;

/// <summary>The engine against the naive audit on thousands of made-up archives.</summary>
internal sealed class DifferentialTests
{
    private readonly CaseFloor _audits = new(1_900);
    private readonly CaseFloor _sequences = new(10_000);
    private readonly CaseFloor _audited = new(200);
    private readonly CaseFloor _selected = new(1_000);

    private static IEnumerable<int> InMemory => Seeds.InARow(2_000);

    private static IEnumerable<int> OnDisk => Seeds.InARow(125);

    [TestCaseSource(nameof(InMemory))]
    public async Task Audit_ArchiveInMemory_AgreesWithTheNaiveAudit(int seed) =>
        await CompareAudit(ArchiveFaker.WithFaults(seed), ReaderKind.InMemory, _audits);

    [TestCaseSource(nameof(InMemory))]
    public async Task Select_ArchiveInMemory_AgreesWithTheNaiveSequence(int seed) =>
        await CompareSequences(ArchiveFaker.WithFaults(seed), ReaderKind.InMemory, _sequences);

    [Test]
    public async Task AuditAndSelect_ArchiveOnDisk_AgreeWithTheNaiveAudit(
        [Values(ReaderKind.Linux, ReaderKind.Portable)] ReaderKind kind, [ValueSource(nameof(OnDisk))] int seed)
    {
        var archive = ArchiveFaker.ForDisk(seed);
        await CompareAudit(archive, kind, _audited);
        await CompareSequences(archive, kind, _selected);
    }

    [Test]
    [DependsOnTest(nameof(Audit_ArchiveInMemory_AgreesWithTheNaiveAudit))]
    public void Audits_ThatWereCompared_AreMost() => _audits.Verify();

    [Test]
    [DependsOnTest(nameof(Select_ArchiveInMemory_AgreesWithTheNaiveSequence))]
    public void Sequences_ThatWereCompared_AreMany() => _sequences.Verify();

    [Test]
    [DependsOnTest(nameof(AuditAndSelect_ArchiveOnDisk_AgreeWithTheNaiveAudit))]
    public void ArchivesOnDisk_ThatWereCompared_AreMost()
    {
        _audited.Verify();
        _selected.Verify();
    }

    private static async Task CompareAudit(FakedArchive faked, ReaderKind kind, CaseFloor audits)
    {
        await using var opened = OpenedArchive.Open(faked.Tree, kind, faked.Now);
        var naive = new NaiveAudit(faked.Tree, faked.Request, faked.Now);
        if (!naive.IsArchive)
        {
            Assert.That(
                async () => await opened.Archive.AuditToReportAsync(faked.Request, faked.Context),
                Throws.TypeOf<AuditFailedException>(),
                faked.ToString());
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
        audits.Count();
    }

    private static async Task CompareSequences(FakedArchive faked, ReaderKind kind, CaseFloor sequences)
    {
        await using var opened = OpenedArchive.Open(faked.Tree, kind, faked.Now);
        foreach (
            var stream in new NaiveAudit(faked.Tree, new AuditRequest(), FixedTimeProvider.FarAfter.Now).Streams.Where(s => s.Readable))
        {
            foreach (var range in faked.Ranges)
            {
                var sequence = await opened.Archive.SelectAsync(stream.Id, range);

                var expected = SequenceText.Of(stream, range);
                var actual = SequenceText.Of(sequence);
                if (!expected.SequenceEqual(actual))
                    Assert.Fail(
                        $"{stream.Id} {range}\nexpected\n  {string.Join("\n  ", expected)}\ngot\n  {string.Join("\n  ", actual)}\n{faked}");
                sequences.Count();
            }
        }
    }
}
