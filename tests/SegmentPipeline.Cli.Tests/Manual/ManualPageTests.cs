using System.Text.RegularExpressions;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests.Manual;

/// <summary>The manual page says what the help says.</summary>
internal sealed class ManualPageTests
{
    [Test]
    public async Task Rows_OfEveryHelp_AreRead()
    {
        var verbs = await HelpRows.VerbsAsync();
        var rows = new List<HelpRows>();
        foreach (var verb in verbs) rows.Add(await HelpRows.OfAsync(verb));

        Assert.That(verbs, Has.Count.AtLeast(11));
        Assert.That(rows.All(help => help.Options.Any()), Is.True);
        Assert.That(rows.Sum(help => help.Arguments.Count()), Is.AtLeast(10));
        Assert.That(rows.Sum(help => help.Choices.Count()), Is.AtLeast(10));
    }

    [Test]
    public async Task Page_HasEveryRowOfEveryHelp()
    {
        var page = Plain(await ManualAsync("man"));
        var sections = page.Split(["\n.SS pipeline ", "\n.SH "], StringSplitOptions.None);
        using var _ = Assert.EnterMultipleScope();
        foreach (var verb in await HelpRows.VerbsAsync())
        {
            var section = sections.Single(text => text.StartsWith(verb.Length == 0 ? "OPTIONS\n" : verb + "\n", StringComparison.Ordinal));
            var rows = await HelpRows.OfAsync(verb);
            Assert.That(rows.Options, Is.Not.Empty, verb);
            foreach (var (name, description) in rows.Arguments) Assert.That(section, Does.Contain($".TP\n.I {name}\n{description}"), verb);
            foreach (var (name, description) in rows.Options)
                Assert.That(section, Does.Match($@"\.TP\n\.B (.*[ ,])?{Regex.Escape(name)}([ ,].*)?\n{Regex.Escape(description)}"), verb);
            foreach (var (_, values) in rows.Choices) Assert.That(section, Does.Contain(string.Join('|', values)), verb);
            foreach (var (name, description) in rows.Verbs)
                Assert.That(
                    page,
                    Does.Match($@"\n\.SS pipeline {Regex.Escape($"{verb} {name}".Trim())}\n[\s\S]*?\.PP\n{Regex.Escape(description)}\n"));
        }
    }

    [Test]
    public async Task Page_HasTheExamplesAndExitCodesOfEveryHelp()
    {
        var page = Plain(await ManualAsync("man"));

        foreach (var ending in (string[])[HelpTexts.Root, HelpTexts.Audit, HelpTexts.Cut, HelpTexts.Holes, HelpTexts.Serve])
            Assert.That(page, Does.Contain(ending));
    }

    [Test]
    public async Task Page_GivenToMan_HasNoFault()
    {
        RequiredTool.Man.Require();
        using var pipeline = new Pipeline();
        pipeline.WriteFile("pipeline.1", await ManualAsync("man"));

        var outcome = await BuiltCommand.ShellAsync(
            pipeline.WorkingDirectory,
            "LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -E UTF-8 -l pipeline.1 | cat");

        Assert.That((outcome.ExitCode, outcome.Error), Is.EqualTo((0, "")));
        Assert.That(outcome.Output, Does.Contain("pipeline history holes [OPTION]..."));
    }

    [Test]
    public async Task Manual_OfAFormatThatThereIsNot_NamesThoseThatThereAre()
    {
        using var pipeline = new Pipeline();

        var outcome = await pipeline.RunAsync("manual", "html");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.ErrorLines[0], Is.EqualTo("pipeline: FORMAT: 'html' is none of man, bash, zsh, fish"));
    }

    internal static async Task<string> ManualAsync(string format)
    {
        using var pipeline = new Pipeline();
        var outcome = await pipeline.RunAsync("manual", format);
        Assert.That((outcome.ExitCode, outcome.Error), Is.EqualTo((0, "")));
        return outcome.Output;
    }

    /// <summary>The page without the escapes of roff.</summary>
    private static string Plain(string page) =>
        page.Replace(@"\-", "-")
            .Replace(@"\(aq", "'")
            .Replace(@"\(ga", "`")
            .Replace(@"\(ha", "^")
            .Replace(@"\(ti", "~")
        .Replace(@"\fI", "").Replace(@"\fR", "").Replace(@"\&", "").Replace(@"\e", @"\");
}
