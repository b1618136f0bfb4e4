using System.Threading.Tasks.Dataflow;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Library;

/// <summary>Cancellation in every stage, at the first, a middle and the last hour: the call ends with the caller's cancellation and leaves
/// nothing.</summary>
internal sealed class CancellationTests
{
    private const int Hours = StageWatch.Hours;

    [TestCaseSource(typeof(StageWatch), nameof(StageWatch.Places))]
    public async Task Audit_CancelledInAStage_EndsAsCancelledAfterASummary(string stage, int at, int parallelism)
    {
        using var cancellation = new CancellationTokenSource();
        var watch = new StageWatch(stage, at, cancellation.Cancel);
        await using var opened = OpenedArchive.Open(RegularArchive.Of(Hours), ReaderKind.InMemory);
        var request = new AuditRequest();
        var context = new AuditContext { Parallelism = parallelism, Hooks = watch.Hooks };
        var records = new List<AuditRecord>();

        var audit = Collect(opened.Archive, context, records, cancellation.Token);
        var cancelled = await Assert.CatchAsync<OperationCanceledException>(() => audit.Soon());

        Assert.That(cancelled!.CancellationToken, Is.EqualTo(cancellation.Token));
        Assert.That(records[^1], Is.InstanceOf<SummaryRecord>());
        Assert.That(((SummaryRecord)records[^1]).Complete, Is.False);
        Assert.That(((SummaryRecord)records[^1]).Outcome, Is.EqualTo(AuditOutcome.Interrupted));
        await watch.AssertNothingIsLeft(opened.Archive);
    }

    [TestCaseSource(typeof(StageWatch), nameof(StageWatch.Places))]
    public async Task AuditSourceAndChannel_CancelledInAStage_EndAsCancelled(string stage, int at, int parallelism)
    {
        await using var opened = OpenedArchive.Open(RegularArchive.Of(Hours), ReaderKind.InMemory);
        using var first = new CancellationTokenSource();
        var source = opened.Archive.CreateAuditSource(
            new AuditRequest(),
            new AuditContext { Parallelism = parallelism, Hooks = new StageWatch(stage, at, first.Cancel).Hooks },
            first.Token);
        source.LinkTo(DataflowBlock.NullTarget<ReportStep>());
        await Assert.CatchAsync<OperationCanceledException>(() => source.Completion.Soon());

        using var second = new CancellationTokenSource();
        var reader = opened.Archive.CreateAuditChannel(
            new AuditRequest(),
            new AuditContext { Parallelism = parallelism, Hooks = new StageWatch(stage, at, second.Cancel).Hooks },
            second.Token);
        await Assert.CatchAsync<OperationCanceledException>(() => Drain(reader).Soon());
    }

    [TestCase("")]
    [TestCase("c")]
    [TestCase("c/q")]
    public async Task Audit_CancelledWhileTheHoursAreLookedUp_EndsAsCancelled(string directory)
    {
        using var cancellation = new CancellationTokenSource();
        var reader = new InMemoryReader(RegularArchive.Of(Hours)) { BeforeListing = (path, _) => CancelAt(path) };
        await using var opened = OpenedArchive.Open(reader);

        await Assert.CatchAsync<OperationCanceledException>(() =>
            opened.Archive.AuditToReportAsync(new AuditRequest(), cancellation.Token).Soon());

        Assert.That(reader.Listings.Keys.Where(path => path.StartsWith("c/q/", StringComparison.Ordinal)), Is.Empty);

        void CancelAt(string path)
        {
            if (path == directory) cancellation.Cancel();
        }
    }

    [Test]
    public async Task Audit_CancelledBefore_ReadsNothing()
    {
        var reader = new InMemoryReader(RegularArchive.Of(Hours));
        await using var opened = OpenedArchive.Open(reader);
        var cancelled = new CancellationToken(canceled: true);

        await Assert.CatchAsync<OperationCanceledException>(() => opened.Archive.AuditToReportAsync(new AuditRequest(), cancelled).Soon());
        await Assert.CatchAsync<OperationCanceledException>(
            () => opened.Archive.SelectAsync(RegularArchive.Stream, RegularArchive.Within(0, 0, 2), cancellationToken: cancelled).Soon());

        Assert.That(reader.Listings.Keys.Where(path => path.StartsWith("c/q/", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task Audit_LoopLeftEarly_LeavesNothingRunning()
    {
        const int manyHours = 400;
        var watch = new StageWatch("list", -1, () => { }, hoursOfMessage: 1);
        await using var opened = OpenedArchive.Open(RegularArchive.Of(manyHours), ReaderKind.InMemory);

        await foreach (
            var record in opened.Archive.AuditAsync(new AuditRequest(), new AuditContext { Hooks = watch.Hooks, Parallelism = 2 }))
        {
            if (record is HoleFinding) break;
        }

        await watch.AssertNothingIsLeft(opened.Archive);
        Assert.That(watch.Seen, Is.LessThan(manyHours / 2));
    }

    [Test]
    public async Task Audit_LoopLeftOrCancelledNearTheEnd_Ends([Range(1, 12)] int hours, [Values(1, 2)] int parallelism)
    {
        var watch = new StageWatch("list", -1, () => { });
        var request = new AuditRequest();
        var context = new AuditContext { Parallelism = parallelism, Hooks = watch.Hooks };
        await using var opened = OpenedArchive.Open(RegularArchive.Of(hours), ReaderKind.InMemory);
        var left = opened.Archive.AuditAsync(request).GetAsyncEnumerator();
        Assert.That(await left.MoveNextAsync(), Is.True);
        using var cancellation = new CancellationTokenSource();
        var cancelled = opened.Archive.AuditAsync(request, cancellation.Token).GetAsyncEnumerator();
        Assert.That(await cancelled.MoveNextAsync(), Is.True);

        // Both audits have the time of a whole other one to get as far as they can without their sinks.
        await opened.Archive.AuditToReportAsync(new AuditRequest());
        await left.DisposeAsync().AsTask().Soon();
        await cancellation.CancelAsync();
        await ReadToItsEnd(cancelled).Soon();

        await watch.AssertNothingIsLeft(opened.Archive);
    }

    /// <summary>Reads on until the audit ends: as cancelled, or as complete if it was done before.</summary>
    private static async Task ReadToItsEnd(IAsyncEnumerator<AuditRecord> records)
    {
        AuditRecord? last = null;
        try
        {
            while (await records.MoveNextAsync()) last = records.Current;
            Assert.That(last, Is.InstanceOf<SummaryRecord>().With.Property(nameof(SummaryRecord.Complete)).True);
        }
        catch (OperationCanceledException)
        {
            Assert.That(last, Is.InstanceOf<SummaryRecord>().With.Property(nameof(SummaryRecord.Complete)).False);
        }
        finally
        {
            await records.DisposeAsync();
        }
    }

    private static async Task Collect(
        SegmentArchive archive,
        AuditContext context,
        List<AuditRecord> records,
        CancellationToken cancellationToken)
    {
        await foreach (var record in archive.AuditAsync(new AuditRequest(), context, cancellationToken)) records.Add(record);
    }

    private static async Task Drain(System.Threading.Channels.ChannelReader<ReportStep> reader)
    {
        await foreach (var _ in reader.ReadAllAsync())
        {
        }
    }
}
