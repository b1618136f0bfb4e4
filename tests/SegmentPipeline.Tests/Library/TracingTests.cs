using System.Diagnostics;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Library;

/// <summary>What a host's tracing sees.</summary>
[NonParallelizable]
internal sealed class TracingTests
{
    [Test]
    public async Task Activities_OfAuditsAndSelections_LieUnderTheCallersAndSayWhatTheyGave()
    {
        using var heard = new HeardActivities();
        var tree = new ArchiveTree();
        tree.Hour("2026-03-28T22").File(SegmentNames.Full("00:00"));
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory);
        var range = TimeRange.Parse("2026-03-28T22", "2026-03-28T22:00:10");
        using var caller = heard.StartCaller();

        await opened.Archive.AuditToReportAsync(new AuditRequest());
        await opened.Archive.SelectAsync(new StreamId("c", "q"), range);
        await Assert.CatchAsync<HoleException>(() => opened.Archive.SelectAsync(new StreamId("c", "q"), range, HolePolicy.Forbid));

        var mine = heard.InTraceOf(caller);
        Assert.That(mine.Select(activity => activity.OperationName), Is.EqualTo(["audit", "selection", "selection"]));
        Assert.That(mine.Select(activity => activity.ParentId), Is.All.EqualTo(caller.Id));
        Assert.That(mine[0].GetTagItem("segmentpipeline.hours"), Is.EqualTo(1));
        Assert.That(
            (
                mine[1].GetTagItem("segmentpipeline.stream"),
                mine[1].GetTagItem("segmentpipeline.segments"),
                mine[1].GetTagItem("segmentpipeline.holes")),
            Is.EqualTo(("c/q", 1, 1)));
        Assert.That(
            (mine[2].Status, mine[2].GetTagItem("error.type")),
            Is.EqualTo((ActivityStatusCode.Error, typeof(HoleException).FullName)));
    }
}
