using SegmentPipeline.Testing;

namespace SegmentPipeline.Reports.Tests.Tables;

/// <summary>Whole audits as tables.</summary>
internal sealed class ParquetAuditTests
{
    private readonly CaseFloor _rows = new(500);

    [Test]
    public async Task Audit_OfAnyArchive_IsThatOfNdjson([Range(1000, 1049)] int seed)
    {
        var faked = ArchiveFaker.WithFaults(seed);
        Assert.That(
            new NaiveAudit(faked.Tree, faked.Request, faked.Now).IsArchive,
            "this seed makes an archive without hours: take another");
        await using var opened = OpenedArchive.Open(new InMemoryReader(faked.Tree), faked.Now);
        var records = await opened.Archive.AuditAsync(faked.Request with { IncludeHours = true }, faked.Context).ToListAsync();
        using var table = await DuckTable.WriteAsync(records);

        var actual = ComparableRows.Of(table);
        Assert.That(actual, Is.EqualTo(await ComparableRows.OfNdjsonAsync(records)), faked.ToString());
        _rows.Count(actual.Length);
    }

    [Test]
    [DependsOnTest(nameof(Audit_OfAnyArchive_IsThatOfNdjson))]
    public void Rows_ThatWereCompared_AreMany() => _rows.Verify();

    [Test]
    public async Task Audit_ThatIsInterrupted_IsATableOfWhatWasRead()
    {
        using var interruption = new CancellationTokenSource();
        var tree = new ArchiveTree();
        tree.Hour("2026-03-28T22").File(SegmentNames.Full("00:00")).File(SegmentNames.Full("00:08"));
        tree.Hour("b", "source", "2026-03-28T22").File(SegmentNames.Full("00:00"));
        var reader = new InMemoryReader(tree)
        {
            BeforeListing = (path, _) =>
            {
                if (path.StartsWith("b/source/", StringComparison.Ordinal)) interruption.Cancel();
            },
        };
        await using var opened = OpenedArchive.Open(reader);
        var records = new List<AuditRecord>();

        await Assert.CatchAsync<OperationCanceledException>(async () =>
        {
            await foreach (
                var record in opened.Archive.AuditAsync(new AuditRequest(), new AuditContext { Parallelism = 1 }, interruption.Token))
                records.Add(record);
        });

        using var table = await DuckTable.WriteAsync(records);
        Assert.That(table.Metadata()["pipeline.complete"], Is.EqualTo("false"));
        Assert.That(ComparableRows.Of(table), Is.EqualTo(await ComparableRows.OfNdjsonAsync(records)));
    }
}
