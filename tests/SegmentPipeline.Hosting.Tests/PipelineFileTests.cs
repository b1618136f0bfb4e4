using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace SegmentPipeline.Hosting.Tests;

/// <summary>The shipped configuration, its schema, the library's defaults and the reader say the same.</summary>
internal sealed class PipelineFileTests
{
    private static readonly JsonObject File = Load("pipeline.json")["pipeline"]!.AsObject();
    private static readonly JsonObject Schema = Load("pipeline.schema.json")["properties"]!["pipeline"]!.AsObject();

    private static IEnumerable<PipelineOption> Options => PipelineConfiguration.Options;

    private static IEnumerable<PipelineOption> OptionsWithADefault => Options.Where(option => option.Default.StartsWith('"'));

    [Test]
    public void File_ReadByTheReader_IsTheDefaults()
    {
        var options = new PipelineOptions
        {
            Exclude = [],
            Tolerance = TimeSpan.FromMicroseconds(1),
            Settle = TimeSpan.FromMicroseconds(1),
            FailOn = FailOn.Any,
        };
        var faults = PipelineConfiguration.Read(
            new ConfigurationBuilder().AddJsonFile(PathOf("pipeline.json")).Build().GetSection("pipeline"), options);

        Assert.That(faults, Is.Empty);
        Assert.That(Sections.Describe(options), Is.EqualTo(Sections.Describe(new PipelineOptions())));
    }

    [Test]
    public void File_NamesEveryKey_InTheDocumentedOrder() =>
        Assert.That(File.Select(pair => pair.Key), Is.EqualTo(PipelineConfiguration.Keys));

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

    [TestCaseSource(nameof(Options))]
    public void Option_InTheSchemaAndTheFile_IsAsItIsDeclared(PipelineOption option)
    {
        var property = Schema["properties"]![option.Name]!.AsObject();

        Assert.That((string?)property["description"], Is.EqualTo(option.Description));
        Assert.That(property["default"]?.ToJsonString() ?? "null", Is.EqualTo(option.Default));
        Assert.That(File[option.Name]?.ToJsonString() ?? "null", Is.EqualTo(option.Default));
        Assert.That(property["type"]?.ToJsonString() == "\"array\"", Is.EqualTo(option.IsList));
        Assert.That(property["type"]?.ToJsonString() == "\"boolean\"", Is.EqualTo(option.IsSwitch));
    }

    /// <summary>A default that a help tells stands in brackets at its end; what is none there is null here.</summary>
    [TestCaseSource(nameof(OptionsWithADefault))]
    public void Help_OfAnOption_EndsWithItsDefault(PipelineOption option) =>
        Assert.That(option.Help, Does.Match($@"\[{option.Default.Trim('"')}(, [^\]]*)?\]$"));

    [TestCase("format", typeof(ReportFormat))]
    [TestCase("failOn", typeof(FailOn))]
    [TestCase("trust", typeof(AuditTrust))]
    public void Words_InTheSchema_AreThoseOfTheReader(string key, Type words) => Assert.That(
        Schema["properties"]![key]!["enum"]!.AsArray().Select(word => (string?)word),
        Is.EqualTo(Enum.GetNames(words).Select(word => word.ToLowerInvariant())));

    private static JsonNode Load(string name) => JsonNode.Parse(System.IO.File.ReadAllText(PathOf(name)))!;

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, name);
}
