using System.Text.Json;
using Bogus;
using SegmentPipeline.Replicas.Tests.Comparing;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Replicas.Tests.Merging;

/// <summary>Merging what real audits say tells what the naive merge of naive audits tells, whatever windows, tolerances and
/// clocks the nodes
/// have and whatever they cannot read.</summary>
internal sealed class AuditedFleetTests
{
    private const int SeedsOfACase = 20;
    private const int NodesAtMost = 7;

    private static readonly CaseFloor WithUnknown = new(20);

    private static IEnumerable<int> Batches => Enumerable.Range(0, 12);

    /// <summary>Copies of one archive on disk, each audited at another moment, half of them with another tolerance.</summary>
    [TestCaseSource(nameof(Batches))]
    public async Task Merge_OfAuditsOfCopiesOnDisk_TellsWhatPiecesTell(int batch)
    {
        foreach (var seed in Seeds.InARow(SeedsOfACase).Select(seed => seed + batch * SeedsOfACase))
        {
            using var faked = FakedCopies.Make(seed);
            var random = new Randomizer(seed);
            var nodes = new List<AuditedNode>();
            foreach (var root in faked.Roots)
            {
                await using var archive = SegmentArchive.Open(root);
                var audit = new AuditRequest
                {
                    Start = faked.Request.Start,
                    End = faked.Request.End,
                    Settle = faked.Request.Settle,
                    Tolerance = random.Bool() ? faked.Request.Tolerance : TimeSpan.FromMilliseconds(random.Int(0, 2000)),
                };
                var now = Timestamp.FromDateTimeOffset(faked.Request.TimeProvider.GetUtcNow()).AddMicroseconds(random.Int(0, 20_000_000));
                nodes.Add(await AuditedNode.AuditAsync($"node{nodes.Count}", archive, CopyOnDisk.Read(root).ToTree(), audit, now));
            }

            Check(nodes, random, $"seed {seed}");
        }
    }

    /// <summary>Archives with everything that can be wrong with a file system, as if they were copies of each other.</summary>
    [TestCaseSource(nameof(Batches))]
    public async Task Merge_OfAuditsThatCannotReadAll_TellsWhatPiecesTell(int batch)
    {
        foreach (var seed in Seeds.InARow(SeedsOfACase).Select(seed => seed + batch * SeedsOfACase))
        {
            var random = new Randomizer(seed);
            var nodes = new List<AuditedNode>();
            for (var count = random.Int(1, NodesAtMost); count > 0; count--)
            {
                var faked = ArchiveFaker.WithFaults(seed * NodesAtMost + count);
                if (IsAtAnEndOfTime(faked)) continue;
                await using var opened = OpenedArchive.Open(faked.Tree, ReaderKind.InMemory, faked.Now);
                nodes.Add(await AuditedNode.AuditAsync($"node{count}", opened.Archive, faked.Tree, faked.Request, faked.Now));
            }

            if (nodes.Count == 0) continue;
            Check(nodes, random, $"seed {seed}");
            if (nodes.Exists(node => node.Records.Any(record => record is UnknownRecord))) WithUnknown.Count();
        }
    }

    [Test]
    [DependsOnTest(nameof(Merge_OfAuditsThatCannotReadAll_TellsWhatPiecesTell))]
    public void Audits_OftenCouldNotReadAll() => WithUnknown.Verify();

    /// <summary>Windows of such audits may begin before the year 1 or end in the year 10000: no times that are read.</summary>
    private static bool IsAtAnEndOfTime(FakedArchive faked) =>
        new[] { faked.Now, faked.Request.Start ?? faked.Now, faked.Request.End ?? faked.Now }
            .Any(moment => moment < Timestamp.Parse("0002-01-01") || moment > Timestamp.Parse("9999-01-01"));

    private static void Check(List<AuditedNode> nodes, Randomizer random, string seed)
    {
        var request = new MergeRequest
        {
            Copies = random.Bool() ? random.Int(1, 3) : null,
            Verdicts = random.Bool(),
            SingleFrom = TimeSpan.FromMilliseconds(random.Int(0, 3000)),
        };
        var records = FleetMerge.Merge([.. nodes.Select(node => node.Answer)], request).ToList();

        Assert.That(Texts(records), Is.EqualTo(Texts(new NaiveFleet(nodes.Select(node => node.Naive), request).Records())), seed);
        foreach (var node in nodes) CheckAlone(node, seed);
    }

    /// <summary>A fleet of one node says what that node's audit says.</summary>
    private static void CheckAlone(AuditedNode node, string seed)
    {
        if (node.Records.Count == 0) return;
        var alone = FleetMerge.Merge([node.Answer], new MergeRequest()).ToList();
        Assert.That(
            alone.OfType<FleetHoleRecord>().Select(hole => (hole.Stream, hole.Range)),
            Is.EqualTo(node.Records.OfType<HoleFinding>().Select(hole => (hole.Stream, hole.Range))),
            seed);
        Assert.That(
            alone.OfType<FleetStreamRecord>().Select(stream => (stream.Stream, stream.Window, stream.Microseconds)),
            Is.EqualTo(node.Records.OfType<StreamRecord>().Select(stream => (stream.Stream, stream.Window, stream.Microseconds))),
            seed);
        var (end, summary) = ((FleetSummaryRecord)alone[^1], (SummaryRecord)node.Records[^1]);
        Assert.That((end.Microseconds, end.Complete), Is.EqualTo((summary.Microseconds, summary.Complete)), seed);
    }

    private static string Texts(IEnumerable<FleetRecord> records) =>
        string.Join('\n', records.Select(record => JsonSerializer.Serialize(record)));
}
