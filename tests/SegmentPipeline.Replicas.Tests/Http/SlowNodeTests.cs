using Microsoft.Extensions.Time.Testing;

namespace SegmentPipeline.Replicas.Tests.Http;

public sealed class SlowNodeTests
{
    private static readonly ReadOnlyMemory<byte>[] Place = ["c"u8.ToArray(), "q"u8.ToArray(), "2026-03-28T18"u8.ToArray()];

    [Test]
    public async Task Node_ThatWasTooSlowTwice_IsNotAskedForAWhile()
    {
        var (clock, patience) = (new FakeTimeProvider(), TimeSpan.FromMilliseconds(50));
        var questions = 0;
        await using var node = RawNode.Start(async (_, _, stop) =>
        {
            Interlocked.Increment(ref questions);
            clock.Advance(patience);
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        });
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var archive = new HttpArchive(client, node.Address, new HttpArchiveOptions { FirstByte = patience, TimeProvider = clock });

        var causes = new List<string?>();
        for (var i = 0; i < 4; i++)
        {
            var listing = await archive.ListAsync(Place, CancellationToken.None);
            Assert.That(listing.Outcome, Is.EqualTo(ListingOutcome.Unreadable));
            causes.Add(listing.Cause);
        }

        Assert.That(questions, Is.EqualTo(2));
        Assert.That(causes[1], Is.EqualTo("it did not answer within 0.05 s"));
        Assert.That(causes[2..], Is.All.EqualTo("it did not answer within 0.05 s; it is left alone for a minute"));
    }
}
