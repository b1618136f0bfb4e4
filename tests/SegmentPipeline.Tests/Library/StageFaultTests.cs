using System.Threading.Tasks.Dataflow;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Library;

/// <summary>A stage that throws is a defect: the audit fails and says where, whichever stage and hour it is, and nothing hangs.</summary>
internal sealed class StageFaultTests
{
    private const int Hours = StageWatch.Hours;

    [TestCaseSource(typeof(StageWatch), nameof(StageWatch.Places))]
    public async Task Audit_StageThrows_FailsAndSaysWhere(string stage, int at, int parallelism)
    {
        await using var opened = OpenedArchive.Open(RegularArchive.Of(Hours), ReaderKind.InMemory);
        var watch = new StageWatch(stage, at, () => throw new InvalidOperationException("planted"));
        var records = new List<AuditRecord>();

        var failure = await Assert.ThrowsAsync<AuditFailedException>(
            () => Collect(opened.Archive, new AuditContext { Parallelism = parallelism, Hooks = watch.Hooks }, records).Soon());

        Assert.That(failure!.Message, Does.Contain(stage).And.Contain("c/q").And.Contain("planted"));
        Assert.That(failure.InnerException, Is.TypeOf<InvalidOperationException>());
        Assert.That(records[^1], Is.InstanceOf<SummaryRecord>());
        Assert.That(((SummaryRecord)records[^1]).Complete, Is.False);
        Assert.That(((SummaryRecord)records[^1]).Outcome, Is.EqualTo(AuditOutcome.Failed));
        await watch.AssertNothingIsLeft(opened.Archive);
    }

    [TestCaseSource(typeof(StageWatch), nameof(StageWatch.Places))]
    public async Task Audit_StageThrowsACancellationOfItsOwn_FailsAndLosesNoHourInSilence(string stage, int at, int parallelism)
    {
        await using var opened = OpenedArchive.Open(RegularArchive.Of(Hours), ReaderKind.InMemory);
        var watch = new StageWatch(stage, at, () => throw new OperationCanceledException("not the caller's"));

        await Assert.ThrowsAsync<AuditFailedException>(() =>
            opened
                .Archive.AuditToReportAsync(new AuditRequest(), new AuditContext { Parallelism = parallelism, Hooks = watch.Hooks })
                .Soon());

        await watch.AssertNothingIsLeft(opened.Archive);
    }

    [TestCaseSource(typeof(StageWatch), nameof(StageWatch.Places))]
    public async Task AuditSourceAndChannel_StageThrows_FailAlike(string stage, int at, int parallelism)
    {
        await using var opened = OpenedArchive.Open(RegularArchive.Of(Hours), ReaderKind.InMemory);
        var source = opened.Archive.CreateAuditSource(new AuditRequest(), Context());
        source.LinkTo(DataflowBlock.NullTarget<ReportStep>());
        var fault = await Assert.CatchAsync(() => source.Completion.Soon());
        var faultOfChannel = await Assert.CatchAsync(() => Drain(opened.Archive.CreateAuditChannel(new AuditRequest(), Context())).Soon());

        Assert.That(Innermost(fault!), Is.TypeOf<AuditFailedException>());
        Assert.That(Innermost(faultOfChannel!), Is.TypeOf<AuditFailedException>());

        AuditContext Context() => new()
        {
            Parallelism = parallelism,
            Hooks = new StageWatch(stage, at, () => throw new InvalidOperationException("planted")).Hooks,
        };
    }

    [Test]
    public async Task Audit_ProgressThrows_Fails()
    {
        await using var opened = OpenedArchive.Open(RegularArchive.Of(Hours), ReaderKind.InMemory);

        await Assert.ThrowsAsync<AuditFailedException>(
            () => opened.Archive.AuditToReportAsync(new AuditRequest(), new AuditContext { Progress = new BrokenProgress() }).Soon());
    }

    [TestCase("c/q/2026-03-28T00")]
    [TestCase("c/q/2026-03-28T04")]
    [TestCase("c/q/2026-03-28T08")]
    public async Task Audit_ReaderThrowsAtAListing_Fails(string hour)
    {
        var reader = new InMemoryReader(RegularArchive.Of(Hours)) { BeforeListing = (path, _) => ThrowAt(path == hour) };
        await using var opened = OpenedArchive.Open(reader);

        await Assert.ThrowsAsync<AuditFailedException>(() => opened.Archive.AuditToReportAsync(new AuditRequest()).Soon());
    }

    [TestCase(0)]
    [TestCase(Hours)]
    [TestCase((2 * Hours) - 1)]
    public async Task Audit_ReaderThrowsAtASizing_Fails(int sizing)
    {
        var reader = new InMemoryReader(RegularArchive.Of(Hours)) { BeforeSizing = (_, number) => ThrowAt(number == sizing) };
        await using var opened = OpenedArchive.Open(reader);

        await Assert.ThrowsAsync<AuditFailedException>(() => opened.Archive.AuditToReportAsync(new AuditRequest()).Soon());
    }

    private static void ThrowAt(bool there)
    {
        if (there) throw new InvalidOperationException("planted");
    }

    private static Exception Innermost(Exception exception) =>
        exception is AggregateException aggregate ? aggregate.Flatten().InnerExceptions[0] : exception;

    private static async Task Collect(SegmentArchive archive, AuditContext context, List<AuditRecord> records)
    {
        await foreach (var record in archive.AuditAsync(new AuditRequest(), context)) records.Add(record);
    }

    private static async Task Drain(System.Threading.Channels.ChannelReader<ReportStep> reader)
    {
        await foreach (var _ in reader.ReadAllAsync())
        {
        }
    }

    private sealed class BrokenProgress : IProgress<AuditProgress>
    {
        public void Report(AuditProgress value) => throw new InvalidOperationException("planted");
    }
}
