using System.Text;

namespace SegmentPipeline.Replicas.Tests;

/// <summary>What nodes say of their files: real lines, lies, and what is kept of them.</summary>
internal sealed class NodeContentsTests
{
    private const string Header = """{"type":"header","schema":1,"version":"1","root":"/a","started":"2026-03-28T23:00:00.000000Z"}""";

    private const string Corrupt =
        """{"type":"corrupt","channel":"c","quality":"q","path":"c/q/2026-03-28T22/00:00.0-10.0-full-x.ts","start":"2026-03-28T22:00:00.000000Z","end":"2026-03-28T22:00:10.000000Z","kind":"full","selected":true,"origin":"disk","causes":[{"cause":"hash","expected":"a","actual":"b"},{"cause":"zeros","fromByte":7}]}""";

    private const string Unreadable = """{"type":"unreadable","path":"c/q/2026-03-28T22/x.ts","cause":"no access"}""";

    private static readonly NodeAnswerSource Source = new() { Node = "n1", Archive = "main", Run = "r1" };
    private static readonly string[] HashAndZeros = ["hash", "zeros"];
    private static readonly string[] TheNodes = ["n1", "n2"];

    [Test]
    public async Task Answer_TellsWhatWasFound_AndIsTheSameAfterItWasKept()
    {
        var answer = await ReadAsync(Header, """{"type":"clock"}""", Corrupt, Summary(corrupt: 1));

        var kept = NodeContents.Unpack(answer.Pack());

        Assert.That((kept.Node, kept.Archive, kept.Run, kept.Complete), Is.EqualTo(("n1", "main", "r1", true)));
        Assert.That(kept.AsOf, Is.EqualTo(Timestamp.Parse("2026-03-28T23:00:00Z")));
        Assert.That(kept.Figures, Is.EqualTo(new ContentFigures { Files = 3, Checked = 3, Bytes = 30, Corrupt = 1, Unreadable = 0 }));
        var corrupt = kept.Corrupt.Single();
        Assert.That(corrupt.Causes, Is.EqualTo(HashAndZeros));
        Assert.That(corrupt.Path, Does.EndWith("-full-x.ts"));
        Assert.That(corrupt.Range.Microseconds, Is.EqualTo(10_000_000));
    }

    [Test]
    public async Task Fleet_AddsUp_AndSaysWhoDidNotAnswer()
    {
        var first = await ReadAsync(Header, Corrupt, Summary(corrupt: 1));

        var records = FleetContents.Merge([NodeContents.Silent("n2", "main", "it is away"), first]).ToList();

        Assert.That(records.OfType<NodeRecord>().Select(node => node.Node), Is.EqualTo(TheNodes));
        Assert.That(records.OfType<NodeRecord>().Last().Cause, Is.EqualTo("it is away"));
        var end = (FleetContentsRecord)records[^1];
        Assert.That((end.Nodes, end.Answered, end.Complete, end.Exit, end.Contents.Corrupt), Is.EqualTo((2, 1, false, 3, 1L)));
    }

    [TestCase(0, ExpectedResult = 0)]
    [TestCase(1, ExpectedResult = 1)]
    public async Task<int> Exit_SaysWhetherAFileIsCorrupt(int corrupt)
    {
        var answer = await ReadAsync([Header, .. Enumerable.Repeat(Corrupt, corrupt), Summary(corrupt)]);
        return ((FleetContentsRecord)FleetContents.Merge([answer])[^1]).Exit;
    }

    [Test]
    public async Task Answer_ThatIsNotComplete_SaysWhy()
    {
        var answer = await ReadAsync(Header, Unreadable, Summary(complete: false));

        Assert.That((answer.Complete, answer.Cause), Is.EqualTo((false, "c/q/2026-03-28T22/x.ts: no access")));
    }

    [Test]
    public async Task CorruptFiles_BeyondTheBound_AreOnlyCounted()
    {
        var more = NodeContents.MostCorrupt + 7;

        var answer = await ReadAsync([Header, .. Enumerable.Repeat(Corrupt, more), Summary(more)]);

        Assert.That((answer.Corrupt.Count, answer.Figures!.Corrupt), Is.EqualTo((NodeContents.MostCorrupt, (long)more)));
        Assert.That(NodeContents.Unpack(answer.Pack()).Corrupt, Has.Count.EqualTo(NodeContents.MostCorrupt));
    }

    [Test]
    public async Task Sums_ThatNoNumberHolds_StopAtTheLargest()
    {
        var huge = $$"""{"type":"verification","files":{{long.MaxValue}},"checked":1,"bytes":{{long.MaxValue}},"corrupt":0,"unreadable":0,"complete":true,"exit":0}""";
        var first = await ReadAsync(Header, huge);

        var end = (FleetContentsRecord)FleetContents.Merge([first, first with { Node = "n2" }])[^1];

        Assert.That((end.Contents.Files, end.Contents.Checked), Is.EqualTo((long.MaxValue, 2L)));
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("""{"type":"verification"}""")]
    [TestCase(Header)]
    [TestCase(Header + "\n" + Header)]
    [TestCase(Header + "\n" + Corrupt)]
    [TestCase(Header + "\n" + """{"type":"corrupt"}""")]
    [TestCase(Header + "\n" + """{"type":"verification","files":-1,"checked":0,"bytes":0,"corrupt":0,"unreadable":0,"complete":true,"exit":0}""")]
    [TestCase(Header + "\n" + """{"type":"verification","files":1,"checked":1,"bytes":0,"corrupt":1,"unreadable":0,"complete":true,"exit":1}""")]
    [TestCase(Header + "\n" + """{"type":"verification","files":1,"checked":1,"bytes":0,"corrupt":0,"unreadable":0,"complete":"yes","exit":1}""")]
    [TestCase("""{"type":"header","schema":2,"started":"2026-03-28T23:00:00Z"}""")]
    public void Lines_ThatAreNone_AreRefused(string lines) =>
        Assert.That(async () => await ReadAsync(lines.Split('\n')), Throws.TypeOf<FormatException>());

    [Test]
    public async Task Bytes_ThatWereDamaged_AreRefused()
    {
        var packed = (await ReadAsync(Header, Corrupt, Summary(corrupt: 1))).Pack();
        for (var at = 0; at < packed.Length; at++)
        {
            var damaged = packed.ToArray();
            damaged[at] ^= 0x55;
            Assert.That(() => NodeContents.Unpack(damaged), Throws.TypeOf<FormatException>(), $"byte {at}");
        }

        Assert.That(() => NodeContents.Unpack(packed.AsMemory(0, packed.Length / 2)), Throws.TypeOf<FormatException>());
    }

    private static string Summary(long corrupt = 0, bool complete = true) =>
        $$"""{"type":"verification","files":3,"checked":3,"bytes":30,"corrupt":{{corrupt}},"unreadable":0,"complete":{{(complete ? "true" : "false")}},"exit":0}""";

    private static Task<NodeContents> ReadAsync(params string[] lines) =>
        NodeContents.ReadAsync(Source, new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
}
