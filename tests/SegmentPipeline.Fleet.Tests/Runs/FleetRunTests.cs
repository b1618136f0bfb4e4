using System.Text.Json;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>Runs of a fleet of three nodes, asked over HTTP.</summary>
[NonParallelizable]
internal sealed class FleetRunTests
{
    private static readonly string[] TheNodes = ["n1", "n2", "n3"];
    private static readonly string[] OnlyTheFirst = ["n1"];
    private static readonly long[] SecondsByCopies = [10, 10, 30, 150];
    private static readonly string[] AllButTheLast = ["answered", "answered", "unknown"];

    /// <summary>For all tests that leave the nodes as they are.</summary>
    private RunningFleet _fleet = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _fleet = await RunningFleet.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _fleet.DisposeAsync();

    [Test]
    public async Task Run_OverThreeCopies_SaysWhatAllOfThemHold()
    {
        var run = await _fleet.RunAsync("r1");

        Assert.That(run.GetProperty("state").GetString(), Is.EqualTo("ended"));
        Assert.That(run.GetProperty("exit").GetInt32(), Is.EqualTo(1));
        Assert.That(run.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("state").GetString()), Is.All.EqualTo("answered"));
        var records = (await _fleet.RecordsAsync("r1")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var hole = records.Single(record => record.GetProperty("type").GetString() == "fleet-hole");
        Assert.That(hole.GetProperty("start").GetString(), Is.EqualTo("2026-03-28T22:00:40.000000Z"));
        Assert.That(hole.GetProperty("microseconds").GetInt64(), Is.EqualTo(10_000_000));
        var single = records.Single(record => record.GetProperty("type").GetString() == "single");
        Assert.That(single.GetProperty("nodes").EnumerateArray().Select(node => node.GetString()), Is.EqualTo(OnlyTheFirst));
        var end = records[^1];
        Assert.That(end.GetProperty("answered").GetInt32(), Is.EqualTo(3));
        var copies = end.GetProperty("copies").EnumerateArray().Select(time => time.GetInt64() / 1_000_000);
        Assert.That(copies, Is.EqualTo(SecondsByCopies));
    }

    [Test]
    public async Task Records_OfARun_AreThoseThatTheMergeOfTheAuditsGives()
    {
        await _fleet.RunAsync("r2");

        var answers = new List<NodeAnswer>();
        foreach (var node in _fleet.Nodes)
        {
            await using var file = File.OpenRead(Path.Combine(node.Directory, "r2.ndjson"));
            var name = $"n{answers.Count + 1}";
            answers.Add(await NodeAnswer.ReadAsync(new NodeAnswerSource { Node = name, Archive = "main", Run = "r2" }, file));
        }

        var end = answers.Min(answer => answer.AsOf!.Value - answer.Settle);
        foreach (var (query, request) in new (string, MergeRequest)[]
        {
            ("", new MergeRequest { End = end }),
            ("?verdicts=true", new MergeRequest { End = end, Verdicts = true }),
            ("?copies=3", new MergeRequest { End = end, Copies = 3 }),
            ("?single=11", new MergeRequest { End = end, SingleFrom = TimeSpan.FromSeconds(11) }),
        })
        {
            using var expected = new MemoryStream();
            var writer = FleetRecordWriter.CreateNdjson(expected);
            foreach (var record in FleetMerge.Merge(answers, request)) await writer.WriteAsync(record);
            await writer.CompleteAsync();
            Assert.That(string.Join('\n', await _fleet.RecordsAsync("r2", query)) + "\n", Is.EqualTo(System.Text.Encoding.UTF8.GetString(expected.ToArray())), query);
        }
    }

    [Test]
    public async Task Id_ThatIsAskedForTwice_IsOneRunAndEachNodeAuditsOnce()
    {
        await _fleet.RunAsync("r3");
        var written = _fleet.Nodes.Select(node => File.GetLastWriteTimeUtc(Path.Combine(node.Directory, "r3.ndjson"))).ToList();

        using var again = await _fleet.AskAsync(2, """{"id":"r3","copies":3}""");

        Assert.That((int)again.StatusCode, Is.EqualTo(200));
        var run = JsonDocument.Parse(await again.Content.ReadAsStringAsync()).RootElement;
        Assert.That(run.GetProperty("state").GetString(), Is.EqualTo("ended"));
        Assert.That(_fleet.Nodes.Select(node => File.GetLastWriteTimeUtc(Path.Combine(node.Directory, "r3.ndjson"))), Is.EqualTo(written));
    }

    [Test]
    public async Task Node_ThatIsNotThere_IsUnknownAndTheOthersAnswer()
    {
        await using var fleet = await RunningFleet.StartAsync();
        await fleet.EndAsync(2);

        var run = await fleet.RunAsync("r1", watching: 0);

        Assert.That(run.GetProperty("exit").GetInt32(), Is.EqualTo(3));
        var states = run.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("state").GetString());
        Assert.That(states, Is.EqualTo(AllButTheLast));
        var records = (await fleet.RecordsAsync("r1", asked: 0)).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        // Two of three copies say that it is missing; the third could not say.
        Assert.That(records.Exists(record => record.GetProperty("type").GetString() == "fleet-hole"), Is.False);
        Assert.That(records[^1].GetProperty("microseconds").GetProperty("unknown").GetInt64(), Is.EqualTo(10_000_000));
        Assert.That(records[^1].GetProperty("complete").GetBoolean(), Is.False);
    }

    [Test]
    public async Task Channel_ThatNoNodeHas_IsAnAnswerOfNothing()
    {
        var run = await _fleet.RunAsync("r4", ""","channels":["other"]""");

        // As an audit that has found nothing to judge.
        Assert.That(run.GetProperty("exit").GetInt32(), Is.EqualTo(2), run.ToString());
        var end = JsonDocument.Parse((await _fleet.RecordsAsync("r4"))[^1]).RootElement;
        Assert.That(end.GetProperty("streams").GetInt32(), Is.Zero);
        Assert.That(end.GetProperty("complete").GetBoolean(), Is.True);
    }

    [Test]
    public async Task SharedArchive_IsReportedAsByOneMachine()
    {
        await using var fleet = await RunningFleet.StartAsync(isShared: true);

        var run = await fleet.RunAsync("s1", ""","kind":"shared","archive":"main" """);

        Assert.That(run.GetProperty("state").GetString(), Is.EqualTo("ended"), run.ToString());
        await using var archive = SegmentArchive.Open(fleet.Roots[0]);
        var context = new AuditContext { TimeProvider = new ReportClock(DateTimeOffset.Parse(run.GetProperty("started").GetString()!)) };
        using var expected = new MemoryStream();
        var writer = new NdjsonRecordWriter(expected);
        await foreach (var record in archive.AuditAsync(new AuditRequest(), context)) await writer.WriteAsync(record);
        await writer.CompleteAsync();
        Assert.That(
            string.Join('\n', await fleet.RecordsAsync("s1", asked: 2)) + "\n",
            Is.EqualTo(System.Text.Encoding.UTF8.GetString(expected.ToArray())));
    }

    [Test]
    public async Task Verification_IsMadeByEachNode_AndTellsWhatIsCorrupt()
    {
        var run = await _fleet.RunAsync("v1", ""","kind":"verify" """);

        Assert.That((run.GetProperty("kind").GetString(), run.GetProperty("exit").GetInt32()), Is.EqualTo(("verify", 1)), run.ToString());
        var records = (await _fleet.RecordsAsync("v1")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        // The segments are made of anything, so that none has the hash that its name says.
        var segments = _fleet.Roots.Select(root => Directory.GetFiles(root, "*.ts", SearchOption.AllDirectories).Length).ToList();
        Assert.That(
            records.Take(3).Select(node => node.GetProperty("contents").GetProperty("corrupt").GetInt32()),
            Is.EqualTo(segments));
        var corrupt = records.Where(record => record.GetProperty("type").GetString() == "fleet-corrupt").ToList();
        Assert.That(corrupt.Select(record => record.GetProperty("node").GetString()).Distinct(), Is.EqualTo(TheNodes));
        Assert.That(corrupt, Has.Count.EqualTo(segments.Sum()));
        Assert.That(corrupt.Select(record => record.GetProperty("causes")[0].GetString()), Is.All.EqualTo("hash"));
        Assert.That(records[^1].GetProperty("corrupt").GetInt32(), Is.EqualTo(segments.Sum()));
        Assert.That(records[^1].GetProperty("answered").GetInt32(), Is.EqualTo(3));
    }

    [Test]
    public async Task Verification_OfANodeThatIsNotThere_IsIncomplete()
    {
        await using var fleet = await RunningFleet.StartAsync();
        await fleet.EndAsync(2);

        var run = await fleet.RunAsync("v1", ""","kind":"verify","level":"sizes" """, watching: 0);

        Assert.That(run.GetProperty("exit").GetInt32(), Is.EqualTo(3), run.ToString());
        var end = JsonDocument.Parse((await fleet.RecordsAsync("v1", asked: 0))[^1]).RootElement;
        Assert.That(end.GetProperty("answered").GetInt32(), Is.EqualTo(2));
        Assert.That(end.GetProperty("checked").GetInt32(), Is.GreaterThan(0));
    }
}
