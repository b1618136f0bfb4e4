using System.Text.Json.Nodes;
using SegmentPipeline.Hosting;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>The schema of the sections <c>serve</c> and <c>fleet</c> and their readers say the same.</summary>
internal sealed class ServeSchemaTests
{
    private static readonly JsonNode Sections =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "pipeline.schema.json")))!["properties"]!;

    private static readonly JsonNode Serve = Sections["serve"]!;

    private static readonly JsonNode Fleet = Sections["fleet"]!;

    private static readonly JsonNode Archive = Serve["properties"]!["archives"]!["items"]!;

    private static readonly JsonNode Hook = Serve["properties"]!["notify"]!["items"]!;

    private static readonly JsonNode Site = Serve["properties"]!["site"]!;

    [Test]
    public void Schema_KnowsTheKeysOfTheReader_AndNoOthers()
    {
        Assert.That(KeysOf(Serve), Is.EqualTo(ServeConfiguration.Keys));
        Assert.That(KeysOf(Fleet), Is.EqualTo(FleetConfiguration.Keys));
        Assert.That(KeysOf(Hook), Is.EqualTo(ServeConfiguration.NotifyKeys));
        Assert.That(KeysOf(Hook["properties"]!["email"]!), Is.EqualTo(ServeConfiguration.EmailKeys));
        Assert.That(KeysOf(Hook["properties"]!["ping"]!), Is.EqualTo(ServeConfiguration.PingKeys));
        Assert.That(KeysOf(Site), Is.EqualTo(ServeConfiguration.SiteKeys));
        Assert.That(KeysOf(Site["properties"]!["links"]!["items"]!), Is.EqualTo(ServeConfiguration.LinkKeys));
        Assert.That(KeysOf(Archive), Is.EquivalentTo(ServeConfiguration.ArchiveKeys));
        Assert.That(KeysOf(Archive["properties"]!["window"]!), Is.EqualTo(ServeConfiguration.WindowKeys));
        Assert.That(KeysOf(Archive["properties"]!["replicas"]!["items"]!), Is.EqualTo(ServeConfiguration.ReplicaKeys));
        Assert.That(KeysOf(Archive["properties"]!["fill"]!), Is.EqualTo(ServeConfiguration.FillKeys));
        Assert.That(KeysOf(Archive["properties"]!["verify"]!), Is.EqualTo(ServeConfiguration.VerifyKeys));
        Assert.That(KeysOf(Archive["properties"]!["reports"]!["items"]!), Is.EqualTo(ServeConfiguration.ReportKeys));
    }

    [Test]
    public void Schema_DescribesEveryKey() => Assert.That(
        new[] { Serve, Archive, Fleet, Hook, Site }.SelectMany(node => node["properties"]!.AsObject())
            .Where(pair => string.IsNullOrEmpty((string?)pair.Value!["description"])), Is.Empty);

    [Test]
    public void Defaults_InTheSchema_AreThoseOfTheOptions()
    {
        var options = new ServeOptions();

        Assert.That((string?)Serve["properties"]!["urls"]!["default"], Is.EqualTo(string.Join(';', options.Urls)));
        Assert.That((int?)Serve["properties"]!["maxConcurrentRuns"]!["default"], Is.EqualTo(options.MaxConcurrentRuns));
        var site = Site["properties"]!;
        Assert.That((string?)site["title"]!["default"], Is.EqualTo(options.Site.Title));
        Assert.That((bool?)site["show"]!["default"], Is.EqualTo(options.Site.IsShown));
        Assert.That((bool?)site["actions"]!["default"], Is.EqualTo(options.Site.HasActions));
        var fill = Archive["properties"]!["fill"]!["properties"]!;
        Assert.That((int?)fill["concurrency"]!["default"], Is.EqualTo(new ScheduledFill().Concurrency));
        Assert.That((string?)fill["every"]!["default"], Is.EqualTo("2m"));
        Assert.That(new ScheduledFill().Every, Is.EqualTo(TimeSpan.FromMinutes(2)));
        var fleet = Fleet["properties"]!;
        Assert.That((string?)fleet["cluster"]!["default"], Is.EqualTo(new FleetOptions().Cluster));
        Assert.That((string?)fleet["address"]!["default"], Is.EqualTo(new FleetOptions().Address));
        Assert.That((int?)fleet["siloPort"]!["default"], Is.EqualTo(new FleetOptions().SiloPort));
        Assert.That((int?)fleet["gatewayPort"]!["default"], Is.EqualTo(new FleetOptions().GatewayPort));
        Assert.That((string?)Archive["properties"]!["timeZone"]!["default"], Is.EqualTo(new ScheduledArchive().TimeZone.Id));
    }

    [Test]
    public void Options_OfAnArchive_AreThoseOfTheSectionPipeline()
    {
        var options = PipelineConfiguration.Options.Where(option => option.IsOfArchives).Select(option => option.Name).ToList();
        var referring = Archive["properties"]!.AsObject().Where(pair => pair.Value!["$ref"] is not null)
            .ToDictionary(pair => pair.Key, pair => (string?)pair.Value!["$ref"]);

        Assert.That(options, Has.Count.GreaterThan(10));
        Assert.That(referring, Is.EquivalentTo(options.ToDictionary(name => name, name => $"#/properties/pipeline/properties/{name}")));
        Assert.That(ProjectFiles.Read("docs/serve.md"),
            Does.Contain($"| {string.Join(", ", options.Select(name => $"`{name}`"))} | as in the section `pipeline`"));
    }

    [Test]
    public void Documentation_HasARowForEachKey()
    {
        var document = ProjectFiles.Read("docs/serve.md");

        foreach (var key in ServeConfiguration.Keys) Assert.That(document, Does.Contain($"\n| `{key}` | "));
        foreach (var key in ServeConfiguration.ArchiveKeys.Except(PipelineConfiguration.Keys)) Assert.That(document,
            Does.Contain($"\n| `{key}` | "));
        var notify = ProjectFiles.Read("docs/notify.md");
        foreach (var key in ServeConfiguration.NotifyKeys) Assert.That(notify, Does.Match($@"\n\| [^|]*`{key}`[^|]* \| "));
        foreach (var key in ServeConfiguration.EmailKeys.Concat(ServeConfiguration.PingKeys))
            Assert.That(notify, Does.Match($@"\n\| `(email|ping)` \| [^\n]*`{key}`"));
        foreach (var key in FleetConfiguration.Keys) Assert.That(ProjectFiles.Read("docs/fleet.md"), Does.Contain($"\n| `{key}` | "));
    }

    private static IEnumerable<string> KeysOf(JsonNode section)
    {
        Assert.That((bool?)section["additionalProperties"], Is.False);
        return section["properties"]!.AsObject().Select(pair => pair.Key);
    }
}
