using SegmentPipeline.Replicas.Tests.Filling;
using SegmentPipeline.Replicas.Tests.Http;

namespace SegmentPipeline.Replicas.Tests.Comparing;

internal sealed class ToldDigestTests
{
    [Test]
    public async Task Node_ThatTellsTheSameDigests_IsNotListed_WhateverOthersTell()
    {
        await using var here = new LackingArchive();
        await using var node = await OwnNode.StartAsync(here.Root);

        var compared = await here.CompareAsync(here.Good(), here.Peer("same", node.Address));

        Assert.That(
            compared.OfType<ReplicaRecord>().Select(record => (record.Replica, record.Missing, record.Complete)),
            Is.EqualTo([("good", (long)here.Missing.Count, true), ("same", 0L, true)]));
        Assert.That(node.Paths, Has.Some.StartWith("/hours/"));
        var listed = node.Paths.Where(path => path.StartsWith("/files/c/q/", StringComparison.Ordinal)).ToList();
        Assert.That(listed, Is.EquivalentTo(listed.Distinct()), "once, for what it has of the holes here, and not to be compared");
    }
}
