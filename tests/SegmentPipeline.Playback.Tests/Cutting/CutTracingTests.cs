using System.Diagnostics;
using SegmentPipeline.Playback.Tests.Playlists;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Playback.Tests.Cutting;

/// <summary>What a host's tracing sees of cuts.</summary>
[NonParallelizable]
internal sealed class CutTracingTests
{
    [Test]
    public async Task Activities_OfCuts_LieUnderTheCallersAndSayWhatTheyGave()
    {
        using var heard = new HeardActivities();
        using var tree = new ArchiveBuilder();
        foreach (var time in (string[])["00:00", "00:10"]) tree.File("c", "q", PlaylistOf.Hour, SegmentNames.Full(time), sizeBytes: 188);
        var sequence = await PlaylistOf.SequenceAsync(tree.Root, 20);
        using var caller = heard.StartCaller();

        await RoughCut.WriteAsync(sequence, Stream.Null);
        File.Delete(sequence.Segments[1].FullPath);
        await Assert.CatchAsync<CutException>(() => RoughCut.WriteAsync(sequence, Stream.Null));
        await Assert.CatchAsync<CutException>(() => ExactCut.WriteAsync(sequence, Stream.Null));

        var mine = heard.InTraceOf(caller);
        Assert.That(mine.Select(activity => activity.OperationName), Is.EqualTo(["cut", "cut", "cut"]));
        Assert.That(mine.Select(activity => activity.ParentId), Is.All.EqualTo(caller.Id));
        Assert.That(mine.Select(activity => activity.GetTagItem("segmentpipeline.stream")), Is.All.EqualTo("c/q"));
        Assert.That(mine.Select(activity => activity.GetTagItem("segmentpipeline.bytes")), Is.EqualTo(new object?[] { 376L, null, null }));
        Assert.That((mine[0].Status, mine[0].GetTagItem("error.type")), Is.EqualTo((ActivityStatusCode.Unset, (object?)null)));
        foreach (var failed in mine.Skip(1))
            Assert.That(
                (failed.Status, failed.GetTagItem("error.type")),
                Is.EqualTo((ActivityStatusCode.Error, typeof(CutException).FullName)));
    }
}
