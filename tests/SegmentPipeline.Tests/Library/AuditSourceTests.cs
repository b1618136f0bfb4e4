using System.Threading.Tasks.Dataflow;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Library;

/// <summary>A source ends by itself when the block that it is linked to does.</summary>
internal sealed class AuditSourceTests
{
    private static readonly DataflowLinkOptions Propagating = new() { PropagateCompletion = true };

    [TestCase(1)]
    [TestCase(200)]
    public async Task Source_WhoseTargetFaults_FaultsWithTheSame(int hours)
    {
        await using var opened = OpenedArchive.Open(Tree(hours), ReaderKind.InMemory);
        var source = opened.Archive.CreateAuditSource(new AuditRequest(), new AuditContext { Parallelism = 1 });
        var target = new ActionBlock<ReportStep>(_ => throw new InvalidOperationException("no room"));
        source.LinkTo(target, Propagating);

        Assert.That((await Assert.CatchAsync<InvalidOperationException>(() => source.Completion.Soon()))!.Message, Is.EqualTo("no room"));
    }

    [TestCase(1)]
    [TestCase(200)]
    public async Task Source_WhoseTargetEnds_IsCancelled(int hours)
    {
        await using var opened = OpenedArchive.Open(Tree(hours), ReaderKind.InMemory);
        var source = opened.Archive.CreateAuditSource(new AuditRequest(), new AuditContext { Parallelism = 1 });
        var target = new ActionBlock<ReportStep>(_ => { });
        target.Complete();
        source.LinkTo(target, Propagating);

        await Assert.CatchAsync<OperationCanceledException>(() => source.Completion.Soon());
    }

    [Test]
    public async Task Source_ThatIsUnlinked_GivesItsStepsToTheNext()
    {
        await using var opened = OpenedArchive.Open(Tree(3), ReaderKind.InMemory);
        var source = opened.Archive.CreateAuditSource(new AuditRequest(), new AuditContext { Parallelism = 1 });
        source.LinkTo(new BufferBlock<ReportStep>(new DataflowBlockOptions { BoundedCapacity = 1 }), Propagating).Dispose();
        var records = new List<AuditRecord>();
        var target = new ActionBlock<ReportStep>(step => records.AddRange(step.Records));
        source.LinkTo(target, Propagating);

        await target.Completion.Soon();

        Assert.That(records, Has.Some.InstanceOf<SummaryRecord>());
        Assert.That(source.Completion.IsCompletedSuccessfully, Is.True);
    }

    private static ArchiveTree Tree(int hours)
    {
        var tree = new ArchiveTree();
        var first = Timestamp.Parse("2026-03-01").Hour;
        for (var i = 0; i < hours; i++) tree.Hour(new Hour(first.SinceEpoch + i).ToString()).File(SegmentNames.Full("00:00"));
        return tree;
    }
}
