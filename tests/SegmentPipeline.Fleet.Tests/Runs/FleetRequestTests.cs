using System.Globalization;
using System.Text.RegularExpressions;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>What a fleet that goes on is asked, rightly and wrongly.</summary>
[NonParallelizable]
internal sealed partial class FleetRequestTests
{
    private static readonly int[] SecondsByCopies = [10, 10, 30, 150];

    private RunningFleet _fleet = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _fleet = await RunningFleet.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _fleet.DisposeAsync();

    [Test]
    public async Task Metrics_SayWhoLives_AndWhatTheNewestVerdictWas()
    {
        await _fleet.RunAsync("measured", ""","copies":3""");

        var metrics = "";
        ILookup<string, double> figures = Array.Empty<double>().ToLookup(_ => "");
        // The nodes of a test share a process, and so their meters; each of them looks around every ten seconds.
        await Patience.UntilAsync(
            async () =>
            {
                metrics = await _fleet.Nodes[2].Client.GetStringAsync("/metrics");
                figures = Sample().Matches(metrics).ToLookup(
                    match => match.Groups["name"].Value,
                    match => double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture));
                return figures["living"].Count() == 3 && figures["living"].All(lives => lives == 1) && figures["missing_seconds"].Any();
            },
            () => metrics);

        Assert.That(figures["copies_seconds"], Is.EqualTo(SecondsByCopies));
        Assert.That(figures["missing_seconds"].Single(), Is.EqualTo(10));
        // Those of one copy, and a range of each node that alone lacks it.
        Assert.That(figures["thin"].Single(), Is.EqualTo(4));
        Assert.That(figures["answer_age_seconds"].ToList(), Has.Count.EqualTo(3).And.All.InRange(0, 600));
        Assert.That(metrics, Does.Contain("\norleans_app_requests_latency_milliseconds_bucket{le=\"+Inf\"} "));
    }

    [TestCase("""{"id":"../x"}""", 400)]
    [TestCase("""{"kind":"mend"}""", 400)]
    [TestCase("""{"kind":"verify","level":"deep"}""", 400)]
    [TestCase("""{"level":"full"}""", 400)]
    [TestCase("""{"kind":"shared"}""", 400)]
    [TestCase("""{"copies":0}""", 400)]
    [TestCase("""{"start":"2026-03-28T22:00:00Z","end":"2026-03-28T21:00:00Z"}""", 400)]
    [TestCase("""{"what":1}""", 400)]
    [TestCase("""{"channels":"c"}""", 400)]
    [TestCase("[]", 400)]
    [TestCase("{", 400)]
    public async Task Request_ThatIsNone_IsAProblem(string body, int status)
    {
        using var answer = await _fleet.AskAsync(0, body);

        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
    }

    [TestCase("/api/fleet/runs/none", 404)]
    [TestCase("/api/fleet/runs/..%2Fx", 404)]
    [TestCase("/api/fleet/runs/none/records", 404)]
    [TestCase("/api/fleet/node/runs/none/records", 404)]
    [TestCase("/api/fleet?what=1", 400)]
    public async Task Address_OfNothing_IsAProblem(string address, int status)
    {
        using var answer = await _fleet.Nodes[1].Client.GetAsync(address);

        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
    }

    [GeneratedRegex("^segmentpipeline_fleet_(?<name>[a-z_]+)(\\{[^}]*\\})? (?<value>[0-9.e+-]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Sample();
}
