using System.Text.Json.Nodes;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>The schema of the section <c>serve</c> and its reader say the same.</summary>
internal sealed class ServeSchemaTests
{
    private static readonly JsonNode Serve =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "pipeline.schema.json")))!["properties"]!["serve"]!;

    private static readonly JsonNode Archive = Serve["properties"]!["archives"]!["items"]!;

    [Test]
    public void Schema_KnowsTheKeysOfTheReader_AndNoOthers()
    {
        Assert.That(KeysOf(Serve), Is.EqualTo(ServeConfiguration.Keys));
        Assert.That(KeysOf(Archive), Is.EquivalentTo(ServeConfiguration.ArchiveKeys));
        Assert.That(KeysOf(Archive["properties"]!["window"]!), Is.EqualTo(ServeConfiguration.WindowKeys));
        Assert.That(KeysOf(Archive["properties"]!["reports"]!["items"]!), Is.EqualTo(ServeConfiguration.ReportKeys));
    }

    [Test]
    public void Schema_DescribesEveryKey() => Assert.That(
        new[] { Serve, Archive }.SelectMany(node => node["properties"]!.AsObject()).Where(pair => string.IsNullOrEmpty((string?)pair.Value!["description"])), Is.Empty);

    [Test]
    public void Defaults_InTheSchema_AreThoseOfTheOptions()
    {
        var options = new ServeOptions();

        Assert.That((string?)Serve["properties"]!["urls"]!["default"], Is.EqualTo(string.Join(';', options.Urls)));
        Assert.That((int?)Serve["properties"]!["maxConcurrentRuns"]!["default"], Is.EqualTo(options.MaxConcurrentRuns));
        Assert.That((string?)Archive["properties"]!["timeZone"]!["default"], Is.EqualTo(new ScheduledArchive().TimeZone.Id));
    }

    private static IEnumerable<string> KeysOf(JsonNode section)
    {
        Assert.That((bool?)section["additionalProperties"], Is.False);
        return section["properties"]!.AsObject().Select(pair => pair.Key);
    }
}
