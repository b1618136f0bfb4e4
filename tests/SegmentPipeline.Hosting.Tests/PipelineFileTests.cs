using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace SegmentPipeline.Hosting.Tests;

/// <summary>The shipped configuration, its schema, the library's defaults and the reader say the same.</summary>
internal sealed class PipelineFileTests
{
    private static readonly JsonObject File = Load("pipeline.json")["pipeline"]!.AsObject();
    private static readonly JsonObject Schema = Load("pipeline.schema.json")["properties"]!["pipeline"]!.AsObject();

    [Test]
    public void File_ReadByTheReader_IsTheDefaults()
    {
        var options = new PipelineOptions { Exclude = [], Tolerance = TimeSpan.FromMicroseconds(1), Settle = TimeSpan.FromMicroseconds(1), FailOn = FailOn.Any };
        var faults = PipelineConfiguration.Read(
            new ConfigurationBuilder().AddJsonFile(PathOf("pipeline.json")).Build().GetSection("pipeline"), options);

        Assert.That(faults, Is.Empty);
        Assert.That(Sections.Describe(options), Is.EqualTo(Sections.Describe(new PipelineOptions())));
    }

    [Test]
    public void File_NamesEveryKey_InTheDocumentedOrder() => Assert.That(File.Select(pair => pair.Key), Is.EqualTo(PipelineConfiguration.Keys));

    [Test]
    public void File_PointsAtItsSchema() =>
        Assert.That((string?)Load("pipeline.json")["$schema"], Is.EqualTo("./pipeline.schema.json"));

    [Test]
    public void Schema_KnowsTheKeysOfTheReader_AndNoOthers()
    {
        Assert.That(Schema["properties"]!.AsObject().Select(pair => pair.Key), Is.EqualTo(PipelineConfiguration.Keys));
        Assert.That((bool?)Schema["additionalProperties"], Is.False);
    }

    [TestCaseSource(typeof(PipelineConfiguration), nameof(PipelineConfiguration.Keys))]
    public void Key_InTheSchema_IsAListWhereTheReaderTakesOne(string key)
    {
        var (_, faults) = Sections.Read($$"""{"{{key}}":["x"]}""");

        Assert.That(Schema["properties"]![key]!["type"]?.ToJsonString() == "\"array\"", Is.EqualTo(faults.Count == 0));
    }

    [TestCaseSource(typeof(PipelineConfiguration), nameof(PipelineConfiguration.Keys))]
    public void Key_InTheSchema_IsDescribedAndHasTheDefaultOfTheFile(string key)
    {
        var property = Schema["properties"]![key]!.AsObject();

        Assert.That((string?)property["description"], Is.Not.Null.And.Not.Empty);
        Assert.That(JsonNode.DeepEquals(property["default"], File[key]), Is.True, $"{property["default"]} is not {File[key]}");
    }

    [TestCase("format", typeof(ReportFormat))]
    [TestCase("failOn", typeof(FailOn))]
    public void Words_InTheSchema_AreThoseOfTheReader(string key, Type words) => Assert.That(
        Schema["properties"]![key]!["enum"]!.AsArray().Select(word => (string?)word),
        Is.EqualTo(Enum.GetNames(words).Select(word => word.ToLowerInvariant())));

    private static JsonNode Load(string name) => JsonNode.Parse(System.IO.File.ReadAllText(PathOf(name)))!;

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, name);
}
