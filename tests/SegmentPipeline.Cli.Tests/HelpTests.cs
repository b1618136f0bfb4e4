using System.Reflection;

namespace SegmentPipeline.Cli.Tests;

internal sealed class HelpTests
{
    [Test]
    public async Task RootHelp_NamesEveryExitCode()
    {
        using var pipeline = new Pipeline();

        var outcome = await pipeline.RunAsync("--help");

        var codes = typeof(ExitCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (int)field.GetRawConstantValue()!).ToList();
        Assert.That(codes, Has.Count.EqualTo(9));
        foreach (var code in codes) Assert.That(outcome.Output, Does.Match($@"(?m)^ +{code}  \S"));
    }

    [Test]
    public async Task AuditHelp_HasAnOptionForEveryKeyOfTheConfiguration()
    {
        using var pipeline = new Pipeline();

        var outcome = await pipeline.RunAsync("audit", "--help");

        foreach (var key in Hosting.PipelineConfiguration.Keys)
        {
            var name = key switch { "root" => "<ROOT>", "channels" => "--channel", "qualities" => "--quality", "failOn" => "--fail-on", "defaultExcludes" => "--no-default-excludes", _ => "--" + key };
            Assert.That(outcome.Output, Does.Contain("  " + name));
        }
    }

    [Test]
    public async Task Version_IsThatOfTheLibrary()
    {
        using var pipeline = new Pipeline();

        var outcome = await pipeline.RunAsync("--version");

        var version = typeof(SegmentArchive).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        Assert.That(outcome, Is.EqualTo(new Outcome(0, $"pipeline {version}\n", "")));
    }
}
