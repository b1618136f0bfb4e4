using System.Text;
using System.Text.Json;

namespace SegmentPipeline.Replicas.Tests.Http;

/// <summary>What nodes say of their coverage, and what is believed of it.</summary>
internal sealed class NodeCoverageTests
{
    private const string Good = """
        {"run":3,"audited":"2026-03-29T03:00:00.000000Z","from":"2026-03-28T22:00:00.000000Z","to":"2026-03-28T22:00:10.000001Z","columns":4,
         "classes":["full","suspect","partial","missing","unknown","off"],
         "streams":[{"channel":"c","quality":"q","start":"2026-03-28T22:00:00.000000Z","end":"2026-03-28T23:00:00.000000Z","microseconds":{},
           "worst":"03-0","mixed":[[1,2000000,0,0,500001,0,0],[2,1,0,0,0,0,0]]}],"more":false,"cursor":null}
        """;

    private static readonly StreamId Stream = new("c", "q");

    private static readonly TimeRange Range =
        new(Timestamp.Parse("2026-03-28T22:00:00Z"), Timestamp.Parse("2026-03-28T22:00:10.000001Z"));

    private static IEnumerable<TestCaseData> Mutations =>
        from pair in (string[])[
            "\"off\"]→\"elsewhere\"]",
            ",\"off\"]→]",
            "\"columns\":4→\"columns\":5",
            "\"columns\":4→\"columns\":\"4\"",
            "\"from\":\"2026→\"from\":\"2025",
            "10.000001Z→10.000002Z",
            "\"to\":\"2026-03-28T22:00:10.000001Z\"→\"to\":null",
            "\"audited\":\"2026→\"audited\":\"today",
            "\"channel\":\"c\"→\"channel\":\"d\"",
            "\"channel\":\"c\"→\"channel\":\"\\ud800\"",
            "\"quality\":\"q\"→\"quality\":7",
            "23:00:00→21:00:00",
            "03-0→03-00",
            "03-0→03-",
            "03-0→03-6",
            "03-0→03-é",
            "\"03-0\"→null",
            "[1,2000000→[-1,2000000",
            "[1,2000000→[2,2000000",
            "[2,1,→[4,1,",
            "[2,1,→[1.5,1,",
            "[2,1,→[2,-1,",
            "[2,1,0,0,0,0,0]→[2,1,0,0,0,0]",
            "[2,1,0,0,0,0,0]→{}",
            "500001→500002",
            "[2,1,0→[2,9223372036854775807,9223372036854775807",
            "\"mixed\":[→\"mixes\":[",
            "\"streams\":[→\"streams\":[7,",
            "null}→null",
        ]
        select new TestCaseData(pair.Split('→')[0], pair.Split('→')[1]).SetArgDisplayNames(pair);

    [Test]
    public void Answer_ThatAddsUp_IsRead()
    {
        var answer = Read(Good);

        Assert.That((answer.Cause, answer.Worst, answer.Audited), Is.EqualTo(((string?)null, "03-0", (Timestamp?)Timestamp.Parse("2026-03-29T03:00:00Z"))));
        Assert.That(answer.Window, Is.EqualTo(new TimeRange(Range.Start, Timestamp.Parse("2026-03-28T23:00:00Z"))));
        Assert.That(answer.Mixed, Is.EqualTo((long[][])[[1, 2000000, 0, 0, 500001, 0, 0], [2, 1, 0, 0, 0, 0, 0]]));
    }

    [Test]
    public void Answer_OfNoSuchStream_HasNone()
    {
        var at = Good.IndexOf("[{\"channel\"", StringComparison.Ordinal);
        var answer = Read(Good[..at] + "[]}");

        Assert.That((answer.Cause, answer.Window), Is.EqualTo(((string?)null, (TimeRange?)null)));
    }

    [TestCaseSource(nameof(Mutations))]
    public void Answer_ThatDoesNotAddUp_IsNotBelieved(string what, string instead)
    {
        var changed = Good.Replace(what, instead, StringComparison.Ordinal);

        Assert.That(changed, Is.Not.EqualTo(Good));
        Assert.That(() => Read(changed), Throws.InstanceOf<JsonException>());
    }

    [Test]
    public async Task Answer_ThatNoHonestNodeGives_IsToldAsTheCause()
    {
        foreach (var hostile in HostileAnswer.ToAnything)
        {
            await using var node = RawNode.Start(hostile.Send);
            using var client = new HttpClient(PeerClients.CreateHandler());
            var answer = await new NodeCoverage(client, $"{node.Address}/archives/main", "main", hostile.Bounds).AskAsync(Stream, Range, 4);

            Assert.That(answer.Cause, Does.Contain(hostile.Cause), hostile.Name);
            Assert.That(answer.Worst, Is.Empty, hostile.Name);
        }
    }

    [TestCase("", """{"archives":[{"name":"only"}]}""", "/api/archives/only/coverage")]
    [TestCase("/", """{"archives":[{"name":"other"},{"name":"main"}]}""", "/api/archives/main/coverage")]
    [TestCase("/below", """{"archives":[{"name":"../../evil"}]}""", "/below/api/archives/..%2F..%2Fevil/coverage")]
    [TestCase("/archives/there", "", "/api/archives/there/coverage")]
    [TestCase("/below/archives/there/", "", "/below/api/archives/there/coverage")]
    [TestCase("", """{"archives":[{"name":"other"},{"name":"another"}]}""", null)]
    public async Task Archive_IsThatOfTheAddress_OrTheOnlyOne_OrTheOneThatIsCalledSo(string path, string archives, string? asked)
    {
        var targets = new List<string>();
        await using var node = RawNode.Start((question, stream, _) =>
        {
            lock (targets) targets.Add(question.Target);
            var body = question.Target.EndsWith("/api/archives", StringComparison.Ordinal) ? archives : Good;
            return RawNode.WriteAsync(stream, "200 OK", Encoding.UTF8.GetBytes(body));
        });
        using var client = new HttpClient(PeerClients.CreateHandler());

        var answer = await new NodeCoverage(client, node.Address + path, "main", HostileAnswer.UsualBounds).AskAsync(Stream, Range, 4);

        Assert.That(answer.Cause, asked is null ? Is.EqualTo("it has several archives, and none that is called as the one here") : Is.Null);
        Assert.That(
            targets.Where(target => target.Contains("/coverage", StringComparison.Ordinal)),
            asked is null
                ? Is.Empty
                : Is.EqualTo([$"{asked}?stream=c%2Fq&from=2026-03-28T22:00:00.000000Z&to=2026-03-28T22:00:10.000001Z&columns=4"]));
    }

    [Test]
    public async Task Node_ThatNamesAFieldByHalfASurrogate_CannotBeBelieved()
    {
        await using var node = RawNode.Start((_, stream, _) => RawNode.WriteAsync(stream, "200 OK", """{"\ud800":1}"""u8.ToArray()));
        using var client = new HttpClient(PeerClients.CreateHandler());

        var answer = await new NodeCoverage(client, $"{node.Address}/archives/main", "main", HostileAnswer.UsualBounds).AskAsync(Stream, Range, 4);

        Assert.That(answer.Cause, Does.StartWith("what it says cannot be believed"));
    }

    [Test]
    public void Node_WhoseHostIsCalledArchives_IsAsked()
    {
        using var client = new HttpClient(PeerClients.CreateHandler());

        Assert.That(() => new NodeCoverage(client, "http://archives/main", "main", HostileAnswer.UsualBounds), Throws.Nothing);
    }

    [Test]
    public void Kept_OfShortAnswersToLongAddresses_AreFew()
    {
        var kept = new KeptListings(100_000, TimeProvider.System);
        var addresses = Enumerable.Range(0, 1000).Select(at => new Uri($"http://node/{at}/{new string('a', 2000)}")).ToList();
        foreach (var address in addresses) kept.Keep(address, new ArraySegment<byte>([1, 2]));

        Assert.That(addresses.Count(address => kept.Find(address) is not null), Is.InRange(1, 25));
        Assert.That(kept.Find(addresses[^1]), Is.Not.Null);
    }

    private static NodeCoverageAnswer Read(string json) => NodeCoverageText.Read(Encoding.UTF8.GetBytes(json), Stream, Range, 4);
}
