using System.Reflection;

namespace SegmentPipeline.Cli.Tests;

internal sealed class HelpTests
{
    [Test]
    public async Task RootHelp_NamesEveryExitCode()
    {
        using var pipeline = new Pipeline();

        var outcome = await pipeline.RunAsync("--help");

        var codes = typeof(ExitCode)
            .GetFields(BindingFlags.NonPublic | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (int)field.GetRawConstantValue()!)
            .ToList();
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
            var name = key switch
            {
                "root" => "[<ROOT>]",
                "channels" => "--channel",
                "qualities" => "--quality",
                "failOn" => "--fail-on",
                "defaultExcludes" => "--no-default-excludes",
                _ => "--" + key,
            };
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

    [TestCase("audit", "  pipeline audit [<ROOT>] [options]")]
    [TestCase("demo", "  pipeline demo [<DIR>] [options]")]
    [TestCase("history", "  pipeline history [command] [options]")]
    [TestCase("segments", "  pipeline segments <ROOT> <CHANNEL> <QUALITY> [options]")]
    [TestCase("history holes", "  pipeline history holes [options]")]
    [TestCase("verify", "  pipeline verify <ROOT>... [options]")]
    [TestCase("fleet", "  pipeline fleet [command] [options]")]
    [TestCase("fleet stop", "  pipeline fleet stop <ID> [options]")]
    public async Task Usage_OfAVerb_ShowsWhatMayBeLeftOut(string verb, string usage)
    {
        using var pipeline = new Pipeline();

        var outcome = await pipeline.RunAsync([.. verb.Split(' '), "--help"]);

        Assert.That(outcome.OutputLines, Does.Contain(usage));
    }

    [Test]
    public async Task Help_OnAnyScreen_EndsAndIsNoWiderThanTheScreen()
    {
        string[] verbs =
        [
            "", "audit", "map", "history", "history holes", "segments", "why", "cut", "verify", "generate", "demo", "serve", "digest",
            "fleet", "fleet status", "fleet audit", "fleet compare", "fleet verify", "fleet fill", "fleet watch", "fleet stop",
            "fleet demo", "fleet schema",
        ];
        foreach (var verb in verbs)
        {
            for (var width = 0; width <= 200; width++)
            {
                using var pipeline = new Pipeline { OutputScreen = Screen.OfTerminal(width, 24, hasColours: false) };

                var outcome = await pipeline.RunAsync([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

                Assert.That(outcome.ExitCode, Is.Zero);
                Assert.That(width < 50 ? 0 : outcome.OutputLines.Max(line => line.Length), Is.LessThanOrEqualTo(width), verb);
            }
        }
    }

    [Test]
    public async Task Help_OnAWiderScreen_TakesFewerLines()
    {
        var lines = new List<int>();
        foreach (var width in (int[])[50, 80, 120])
        {
            using var pipeline = new Pipeline { OutputScreen = Screen.OfTerminal(width, 24, hasColours: false) };
            lines.Add((await pipeline.RunAsync("audit", "--help")).OutputLines.Length);
        }

        Assert.That(lines, Is.Ordered.Descending);
        Assert.That(lines, Is.Unique);
    }
}
