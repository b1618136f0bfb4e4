using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Differential;

/// <summary>Audits that do not expect everything, against the naive audit.</summary>
internal sealed class ExpectationTests
{
    private readonly CaseFloor _off = new(700);
    private readonly CaseFloor _cut = new(300);
    private readonly CaseFloor _silent = new(100);

    private static IEnumerable<int> InMemory => Seeds.InARow(2_000);

    [TestCaseSource(nameof(InMemory))]
    public async Task Audit_OfWhatIsExpected_AgreesWithTheNaiveAudit(int seed)
    {
        var faked = ArchiveFaker.WithFaults(seed);
        var expectation = ExpectationFaker.For(faked, seed);
        faked = faked with { Request = faked.Request with { Expectation = expectation } };
        await using var opened = OpenedArchive.Open(faked.Tree, ReaderKind.InMemory, faked.Now);
        var naive = new NaiveAudit(faked.Tree, faked.Request, faked.Now);
        if (!naive.IsArchive) return;

        var records = await opened.Archive.AuditAsync(faked.Request, faked.Context).ToListAsync();

        var compared = ComparableRecords.Of(records).ToList();
        if (RecordDifference.Between(naive.Records(), compared) is { } difference) Assert.Fail($"{difference}\n{faked}");
        Assert.That(((HeaderRecord)records[0]).HasExpectation);
        Count(compared);
    }

    [Test]
    [DependsOnTest(nameof(Audit_OfWhatIsExpected_AgreesWithTheNaiveAudit))]
    public void Audits_ThatWereCompared_HaveMuchThatIsOff()
    {
        _off.Verify();
        _cut.Verify();
        _silent.Verify();
    }

    [TestCaseSource(nameof(InMemory))]
    public async Task Audit_ThatExpectsEverything_HasTheBytesOfOneWithoutExpectation(int seed)
    {
        var faked = ArchiveFaker.WithFaults(seed);
        await using var opened = OpenedArchive.Open(faked.Tree, ReaderKind.InMemory, faked.Now);
        if (!new NaiveAudit(faked.Tree, faked.Request, faked.Now).IsArchive) return;
        var always = faked.Request with { Expectation = new FakedExpectation(new Dictionary<StreamId, ExpectedTime>()) };

        var without = await opened.Archive.AuditAsync(faked.Request, faked.Context).ToListAsync();
        var with = await opened.Archive.AuditAsync(always, faked.Context).ToListAsync();

        var (expected, got) = (ComparableRecords.Of(without).ToList(), ComparableRecords.Of(with).ToList());
        if (RecordDifference.Between(expected, got) is { } difference) Assert.Fail($"{difference}\n{faked}");
    }

    private void Count(List<AuditRecord> records)
    {
        if (records.Any(record => record is OffRecord)) _off.Count();
        if (records.OfType<HoleFinding>().Any(hole => records.OfType<OffRecord>().Any(off => off.Stream == hole.Stream
            && (off.Range.Start == hole.Range.End || off.Range.End == hole.Range.Start)))) _cut.Count();
        if (records.Any(record => record is SilentFinding { Other: null })) _silent.Count();
    }
}
