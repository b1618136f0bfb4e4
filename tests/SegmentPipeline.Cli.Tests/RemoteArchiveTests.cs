using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using SegmentPipeline.Web;

namespace SegmentPipeline.Cli.Tests;

/// <summary>The verbs that take the address of a node where a directory may stand, and those that work between copies.</summary>
internal sealed class RemoteArchiveTests
{
    private static readonly string[] Hour = ["channel01", "source", "--start", "2026-03-28T18", "--end", "2026-03-28T19"];

    private WebApplication _node = null!;
    private SegmentArchive _archive = null!;
    private Pipeline _pipeline = null!;

    private string Address => _node.Urls.Single();

    [SetUp]
    public async Task ServeAsync()
    {
        _pipeline = new Pipeline();
        var made = await _pipeline.RunAsync("generate", "there", "--hours", "2", "--seconds", "30", "--bytes", "100", "--faults", "few");
        Assert.That(made.ExitCode, Is.Zero, made.Error);
        File.Delete(Path.Combine(_pipeline.WorkingDirectory, "there", "faults.ndjson"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _node = builder.Build();
        _archive = SegmentArchive.Open(Path.Combine(_pipeline.WorkingDirectory, "there"));
        _node.MapArchive("/", _archive);
        await _node.StartAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _node.DisposeAsync();
        await _archive.DisposeAsync();
        _pipeline.Dispose();
    }

    [Test]
    public async Task Verbs_OfAnAddress_SayWhatTheySayOfTheDirectory()
    {
        string[][] lines =
        [
            ["segments", "", .. Hour, "--format", "json"],
            ["segments", "", .. Hour],
            ["why", "", "channel01", "source", "2026-03-28T18:10:01Z", "--format", "json"],
            ["map", "", "--format", "text"],
            ["cut", "", .. Hour, "--output", "-"],
        ];
        foreach (var line in lines)
        {
            var there = await _pipeline.RunAsync([.. line.Select(word => word.Length == 0 ? Address : word)]);
            var here = await _pipeline.RunAsync([.. line.Select(word => word.Length == 0 ? "there" : word)]);

            Assert.That(there.ExitCode, Is.EqualTo(here.ExitCode), $"{line[0]}: {there.Error}");
            Assert.That(WithoutRoot(there.Output), Is.EqualTo(WithoutRoot(here.Output)), line[0]);
        }
    }

    [Test]
    public async Task Audit_OfAnAddress_FindsTheHolesOfTheDirectory()
    {
        var there = await _pipeline.RunAsync("audit", Address, "--format", "csv");
        var here = await _pipeline.RunAsync("audit", "there", "--format", "csv");

        Assert.That(HolesOf(there), Is.EqualTo(HolesOf(here)));
        Assert.That(HolesOf(here), Is.Not.Empty);
    }

    [Test]
    public async Task Playlist_OfAnAddress_NamesWhatTheNodeServes()
    {
        var outcome = await _pipeline.RunAsync(["segments", Address, .. Hour, "--format", "m3u8"]);

        var first = outcome.OutputLines.First(line => line.StartsWith("http", StringComparison.Ordinal));
        using var client = new HttpClient();
        Assert.That(await client.GetByteArrayAsync(first), Is.Not.Empty);
    }

    [TestCase("paths")]
    [TestCase("ffconcat")]
    public async Task Paths_OfAnAddress_AreRefused(string format)
    {
        var outcome = await _pipeline.RunAsync(["segments", Address, .. Hour, "--format", format]);

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.ErrorLines[0], Is.EqualTo(
            "pipeline: --format: what a node serves has no paths here; write --format m3u8, which has addresses"));
    }

    [Test]
    public async Task Ledger_OfAnAddress_IsRefused()
    {
        var outcome = await _pipeline.RunAsync("audit", Address, "--ledger", "a.db");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(_pipeline.Files(), Is.EqualTo(["there"]));
    }

    [Test]
    public async Task Node_ThatIsNotThere_EndsWithTwoAndSaysSo()
    {
        var outcome = await _pipeline.RunAsync("audit", "http://127.0.0.1:1");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(outcome.ErrorLines.Single(), Does.EndWith("see whether its node runs, and whether the address is right"));
    }

    [Test]
    public async Task Fill_FromAnAddressInAList_GivesAllThatIsMissing()
    {
        var hour = Path.Combine(_pipeline.WorkingDirectory, "here", "channel01", "source", "2026-03-28T18");
        Directory.CreateDirectory(hour);
        var kept = Directory.EnumerateFiles(Path.Combine(_pipeline.WorkingDirectory, "there", "channel01", "source", "2026-03-28T18"))
            .First(path => path.EndsWith(".ts", StringComparison.Ordinal));
        File.Copy(kept, Path.Combine(hour, Path.GetFileName(kept)));
        _pipeline.WriteFile("nodes.txt", $"# nodes\n\nnode2  {Address}   # the other\n");

        var filled = await _pipeline.RunAsync("fill", "here", "--replicas", "nodes.txt", "--fail-on", "none", "--format", "ndjson");
        var compared = await _pipeline.RunAsync("compare", "here", "--replicas", "nodes.txt", "--fail-on", "none", "--format", "csv");

        Assert.That(filled.ExitCode, Is.Zero, filled.Error + filled.Output);
        Assert.That(filled.OutputLines[^1], Does.Contain("\"unfillable\":0").And.Contain("\"complete\":true"));
        Assert.That(compared.ExitCode, Is.Zero, compared.Error);
        var missing = compared.OutputLines.Where(line => line.StartsWith("replica,", StringComparison.Ordinal)).Select(line => line.Split(',')[6]);
        Assert.That(missing, Is.EqualTo(["0", "0"]));
    }

    [TestCase("2030-01-01T00", 0, "Nothing was there to compare: no copy has an hour from 2030-01-01T00:00:00.000000Z to 2030-01-01T01:00:00.000000Z.")]
    [TestCase("2026-03-28T18", 1, "")]
    public async Task Compare_OfAWindowWithoutAnything_SaysSo(string start, int hours, string expected)
    {
        var end = start.Replace("T00", "T01", StringComparison.Ordinal).Replace("T18", "T19", StringComparison.Ordinal);
        string[] line = ["compare", "there", "--replica", $"node2={Address}", "--start", start, "--end", end, "--fail-on", "none"];

        var text = await _pipeline.RunAsync(line);
        var csv = await _pipeline.RunAsync([.. line, "--format", "csv"]);

        Assert.That((text.ExitCode, text.Error), Is.EqualTo((ExitCode.Success, "")));
        var told = text.OutputLines.Where(one => one.StartsWith("Nothing", StringComparison.Ordinal));
        Assert.That(told, Is.EqualTo(hours == 0 ? [expected] : (string[])[]));
        Assert.That(csv.Output, Does.Not.Contain("Nothing"));
    }

    [TestCase("compare", "there", true)]
    [TestCase("compare", "link", true)]
    [TestCase("compare", "", false)]
    [TestCase("fill", "link", true)]
    public async Task Copy_ThatIsTheArchiveItself_IsCalledThat(string verb, string copy, bool isTold)
    {
        Directory.CreateSymbolicLink(
            Path.Combine(_pipeline.WorkingDirectory, "link"), Path.Combine(_pipeline.WorkingDirectory, "there"));

        var outcome = await _pipeline.RunAsync(verb, "there", "--replica", $"a={(copy.Length == 0 ? Address : copy)}", "--fail-on", "none");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Success));
        Assert.That(outcome.Error.Trim(), Is.EqualTo(isTold ? "pipeline: the copy 'a' is the archive itself" : ""));
    }

    [Test]
    public async Task Fill_WithABudgetThatNoTimerKnows_Fills()
    {
        Directory.CreateDirectory(Path.Combine(_pipeline.WorkingDirectory, "here"));
        _pipeline.WriteFile("nodes.txt", $"there {Address}\n");

        var filled = await _pipeline.RunAsync(
            "fill", "here", "--replicas", "nodes.txt", "--accept-empty", "--budget", "2000h", "--no-sync", "--fail-on", "none");

        Assert.That((filled.ExitCode, filled.Error), Is.EqualTo((ExitCode.Success, "")));
        Assert.That(filled.Output, Does.Contain("segments published"));
    }

    [Test]
    public async Task Fill_WithALedger_LetsTheNextAuditSayFromWhomAHoleHealed()
    {
        const string hour = "channel01/source/2026-03-28T18";
        var (here, there) = (Path.Combine(_pipeline.WorkingDirectory, "here", hour), Path.Combine(_pipeline.WorkingDirectory, "there", hour));
        Directory.CreateDirectory(here);
        var names = Directory.GetFiles(there).Order(StringComparer.Ordinal).Select(path => Path.GetFileName(path)).ToList();
        foreach (var name in names.Where((_, at) => at is 0 or 2 or 3)) File.Copy(Path.Combine(there, name), Path.Combine(here, name));
        string[] audit = ["audit", "here", "--ledger", "a.db", "--fail-on", "none"];
        await _pipeline.RunAsync(audit);

        var filled = await _pipeline.RunAsync("fill", "here", "--replica", $"node2={Address}", "--ledger", "a.db", "--fail-on", "none");
        var audited = await _pipeline.RunAsync([.. audit, "--format", "ndjson"]);
        var shown = await _pipeline.RunAsync("history", "--ledger", "a.db", "--kind", "fill", "--format", "json");
        var text = await _pipeline.RunAsync("history", "--ledger", "a.db");

        Assert.That((filled.ExitCode, audited.ExitCode, shown.ExitCode), Is.EqualTo((0, 0, 0)), filled.Error + audited.Error + shown.Error);
        var healed = audited.OutputLines.Where(line => line.Contains("\"change\":\"healed\"", StringComparison.Ordinal)).ToList();
        Assert.That(healed, Is.Not.Empty.And.All.EndsWith("\"replicas\":[\"node2\"]}"));
        Assert.That(shown.Output, Does.StartWith("{\"runs\":[{\"run\":2,\"kind\":\"fill\"").And.Contain("\"replica\":\"node2\""));
        Assert.That(text.Output, Does.Contain("Fillings").And.Contain("Published"));
    }

    [Test]
    public async Task Fill_WithTheLedgerOfAnotherArchive_FetchesNothing()
    {
        await _pipeline.RunAsync("audit", "there", "--ledger", "a.db", "--fail-on", "none");
        var hour = Path.Combine(_pipeline.WorkingDirectory, "here", "another", "source", "2020-01-01T00");
        Directory.CreateDirectory(hour);

        var filled = await _pipeline.RunAsync("fill", "here", "--replica", $"node2={Address}", "--ledger", "a.db");

        Assert.That(filled.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(filled.Error, Does.Contain("belongs to another archive"));
        Assert.That(Directory.GetFiles(Path.Combine(_pipeline.WorkingDirectory, "here"), "*", SearchOption.AllDirectories), Is.Empty);
    }

    private string WithoutRoot(string output) =>
        output.Replace(Address, "ROOT", StringComparison.Ordinal).Replace(_archive.Root, "ROOT", StringComparison.Ordinal);

    private static IEnumerable<string> HolesOf(Outcome outcome) =>
        outcome.OutputLines.Where(line => line.StartsWith("hole,", StringComparison.Ordinal));
}
