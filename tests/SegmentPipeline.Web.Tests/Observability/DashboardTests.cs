using System.Text;
using System.Text.Json;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>The dashboard for Grafana: its queries are right, and ask for series that a host gives.</summary>
internal sealed class DashboardTests
{
    private static readonly string Text = ProjectFiles.Read("observability/dashboard.json");
    private static readonly JsonElement Dashboard = JsonDocument.Parse(Text).RootElement;

    private static List<JsonElement> Panels => [.. Dashboard.GetProperty("panels").EnumerateArray()];

    private static List<string> Queries =>
    [
        .. Panels.Where(panel => panel.TryGetProperty("targets", out _)).SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()!),
    ];

    [Test]
    public void Queries_AskForDocumentedMetrics() => Assert.That(DocumentedSeries.UnknownIn(Text, atLeast: 15), Is.Empty);

    [Test]
    public async Task Queries_AreReadByPrometheus()
    {
        var rules = new StringBuilder("groups:\n  - name: queries\n    rules:\n");
        foreach (var (query, at) in Queries.Select((query, at) => (query, at)))
            rules.Append($"      - record: query{at}\n        expr: '{query.Replace("$archive", "main").Replace("$__rate_interval", "5m")}'\n");

        var (exitCode, output) = await Promtool.RunAsync(("queries.yml", rules.ToString()), "check", "rules");

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Does.Contain($"{Queries.Count} rules found"));
    }

    [Test]
    public void Panels_HaveNumbersOfTheirOwn_AndDoNotOverlap()
    {
        Assert.That(Panels.Select(panel => panel.GetProperty("id").GetInt32()), Is.Unique);
        var cells = Panels.Select(panel => panel.GetProperty("gridPos")).SelectMany(place =>
            from x in Enumerable.Range(place.GetProperty("x").GetInt32(), place.GetProperty("w").GetInt32())
            from y in Enumerable.Range(place.GetProperty("y").GetInt32(), place.GetProperty("h").GetInt32())
            select (x, y)).ToList();
        Assert.That(cells, Is.Unique);
        Assert.That(cells.Max(cell => cell.x), Is.LessThan(24));
    }

    [Test]
    public void Panels_AskTheChosenSource()
    {
        var sources = Panels.Where(panel => panel.TryGetProperty("datasource", out _))
            .Select(panel => panel.GetProperty("datasource").GetProperty("uid").GetString());
        Assert.That(sources, Is.Not.Empty.And.All.EqualTo("${source}"));
    }
}
