using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests.Manual;

/// <summary>Shells offer what the help has: no more, no less.</summary>
internal sealed class CompletionTests
{
    /// <summary>Prints what bash would offer for the line, without the paths.</summary>
    private const string OfferInBash = """
        source pipeline.bash
        offer() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _pipeline; echo "${COMPREPLY[*]}"; }

        """;

    private Pipeline _pipeline = null!;

    [SetUp]
    public async Task WriteTheScripts()
    {
        _pipeline = new Pipeline();
        foreach (var shell in (string[])["bash", "zsh", "fish"])
            _pipeline.WriteFile($"pipeline.{shell}", await ManualPageTests.ManualAsync(shell));
        Directory.CreateDirectory(Path.Combine(_pipeline.WorkingDirectory, "a directory"));
        _pipeline.WriteFile("a file", "");
    }

    [TearDown]
    public void DeleteThem() => _pipeline.Dispose();

    [Test]
    public async Task Bash_BehindADash_OffersTheOptionsOfTheHelp()
    {
        var verbs = await HelpRows.VerbsAsync();

        var offered = await LinesAsync(OfferInBash + string.Join('\n', verbs.Select(verb => $"offer pipeline {verb} -")));

        for (var i = 0; i < verbs.Count; i++)
        {
            var expected = (await HelpRows.OfAsync(verbs[i])).Options.Select(option => option.Name);
            Assert.That(offered[i].Split(' '), Is.EquivalentTo(expected), verbs[i]);
        }
    }

    [Test]
    public async Task Bash_BehindAnOption_OffersTheValuesOfTheHelp()
    {
        var asserted = new CaseFloor(10);
        foreach (var verb in await HelpRows.VerbsAsync())
        {
            var choices = (await HelpRows.OfAsync(verb)).Choices.ToList();
            if (choices.Count == 0) continue;

            var offered = await LinesAsync(
                OfferInBash
                    + string.Join(
                        '\n',
                        choices.Select(choice => $"offer pipeline {verb} {choice.Option} ''; offer pipeline {verb} {choice.Option} =")));

            var expected = choices.Select(choice => string.Join(' ', choice.Values)).SelectMany(values => new[] { values, values });
            Assert.That(offered, Is.EqualTo(expected), verb);
            asserted.Count(choices.Count);
        }

        asserted.Verify();
    }

    [TestCase("offer pipeline aud", "audit")]
    [TestCase("offer pipeline history h", "holes")]
    [TestCase("offer pipeline audit map --by", "", TestName = "an archive called like a verb is no verb")]
    [TestCase("offer pipeline audit 'a '", "a directory")]
    [TestCase("offer pipeline audit --output 'a f'", "a file")]
    [TestCase("offer pipeline audit --channel ''", "")]
    public async Task Bash_AtAPlace_OffersWhatFitsThere(string line, string offered) =>
        Assert.That((await LinesAsync(OfferInBash + line)).Single(), Is.EqualTo(offered));

    [Test]
    public async Task Fish_OffersVerbsAndOptionsWithTheWordsOfTheHelp()
    {
        RequiredTool.Fish.Require();
        var verbs = await HelpRows.VerbsAsync();
        _pipeline.WriteFile(
            "offer.fish",
            "source pipeline.fish\n"
                + string.Join(
                    '\n',
                    verbs.Select(verb => $"echo '== {verb}'; complete -C 'pipeline {verb} '; complete -C 'pipeline {verb} --'")));

        var offered = (await ShellAsync("HOME=$PWD XDG_CONFIG_HOME=$PWD XDG_DATA_HOME=$PWD fish --no-config offer.fish")).Split("== ");

        foreach (var verb in verbs)
        {
            var lines = offered.Single(text => text.StartsWith(verb + "\n", StringComparison.Ordinal)).Split('\n')[1..];
            var rows = await HelpRows.OfAsync(verb);
            var expected = rows.Verbs.Concat(rows.Options.Where(option => option.Name.StartsWith("--", StringComparison.Ordinal)));
            Assert.That(
                lines.Where(line => line.Length > 0 && !line.EndsWith("\tDirectory", StringComparison.Ordinal)),
                Is.EquivalentTo(expected.Select(row => $"{row.Name}\t{row.Description}")),
                verb);
        }
    }

    [Test]
    public async Task Zsh_HasVerbsAndOptionsWithTheWordsOfTheHelp()
    {
        var script = _pipeline
            .ReadFile("pipeline.zsh")
            .Replace(@"'\''", "'")
            .Replace(@"\:", ":")
            .Replace(@"\[", "[")
            .Replace(@"\]", "]")
            .Replace(@"\\", @"\");
        foreach (var verb in await HelpRows.VerbsAsync())
        {
            var begin = script.IndexOf(
                $"\n_pipeline{(verb.Length == 0 ? "" : "_" + verb.Replace(' ', '_'))}() {{\n",
                StringComparison.Ordinal);
            var function = script[begin..script.IndexOf("\n}\n", begin, StringComparison.Ordinal)];
            var rows = await HelpRows.OfAsync(verb);
            foreach (var (name, description) in rows.Verbs) Assert.That(function, Does.Contain($"'{name}:{description}'"));
            foreach (var (name, description) in rows.Options)
                Assert.That(function, Does.Contain(name).And.Contain($"[{description}]"), verb);
            foreach (var (_, values) in rows.Choices) Assert.That(function, Does.Contain($":value:({string.Join(' ', values)})'"), verb);
        }
    }

    [Test]
    public async Task Zsh_ReadsItsScriptWithoutAFault()
    {
        RequiredTool.Zsh.Require();

        Assert.That(await ShellAsync("zsh -n pipeline.zsh"), Is.Empty);
    }

    private async Task<string[]> LinesAsync(string line) => (await ShellAsync(line)).Split('\n')[..^1];

    private async Task<string> ShellAsync(string line)
    {
        var outcome = await BuiltCommand.ShellAsync(_pipeline.WorkingDirectory, line);
        Assert.That((outcome.ExitCode, outcome.Error), Is.EqualTo((0, "")));
        return outcome.Output;
    }
}
