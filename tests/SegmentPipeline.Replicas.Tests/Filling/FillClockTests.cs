using System.Globalization;
using System.Runtime.Versioning;
using SegmentPipeline.Replicas.Tests.Http;

namespace SegmentPipeline.Replicas.Tests.Filling;

/// <summary>A clock that is set back while an archive is filled.</summary>
[Platform("Linux")]
[SupportedOSPlatform("linux")]
internal sealed class FillClockTests
{
    /// <summary>What is too young by the clock as it is now is left for a later pass; nothing is half, and nothing waits for
    /// ever.</summary>
    [TestCase("2026-03-28T10:20:00Z")]
    [TestCase("1971-01-01T00:00:00Z")]
    public async Task Clock_SetBackDuringAPass_HarmsNothingAndALaterPassBringsTheRest(string now)
    {
        await using var here = new LackingArchive(hours: 6);
        var clock = new HurriedTime();
        await using var node = StockNode.Start(here.GoodRoot);
        node.Instead = (question, _) =>
        {
            if (question.Parts[0] == "segments") clock.Set(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));
            return Task.FromResult(false);
        };
        var records = new List<CopyRecord>();
        var request = new FillRequest { Copies = new CompareRequest { TimeProvider = clock }, Concurrency = 1 };

        await foreach (var record in here.Archive.FillAsync([here.Peer("peer", node.Address)], request)) records.Add(record);

        var end = (FilledRecord)records[^1];
        Assert.That(end.Exit, Is.EqualTo(0).Or.EqualTo(1), LackingArchive.TextOf(records));
        Assert.That(end.Published, Is.GreaterThan(0).And.LessThan(here.Missing.Count));
        here.Check(records.OfType<FillRecord>().Where(record => record.State == FillState.Published).Select(record => record.Path));
        Assert.That(((FilledRecord)(await here.FillAsync(here.Good()))[^1]).Exit, Is.Zero);
        here.Check(here.Missing);
    }
}
