using System.Security.Cryptography;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary>Fills that are killed: nothing is visible then that is not whole, and the next one ends with what one that was never
/// disturbed ends with.</summary>
[Category("Process")]
[Platform("Linux")]
internal sealed class FillKillTests
{
    private const int Killed = 137;
    private const string Nothing = "\"unfillable\":0";
    private const string Fill = "here --replica good=good --quiet --format ndjson";

    /// <summary>How often each named call is the last of the thread that makes it. More with
    /// <c>TestRunParameters.Parameter(name="kills", value="9")</c>.</summary>
    private static readonly int Kills = TestContext.Parameters.Get("kills", 1);

    private string _directory = "";
    private Dictionary<string, string> _before = [];
    private Dictionary<string, string> _expected = [];

    private static IEnumerable<TestCaseData> Calls =>
        from call in new (string Name, string Filter, int Most, bool IsHidden)[]
        {
            ("linkat", "", 4, false),
            ("mkdirat", "", 1, false),
            ("fsync", "", 4, false),
            ("pwrite64", "", 4, false),
            ("openat", "-P here/c/q -P here/c/p", 4, false),
            ("linkat", "", 4, true),
            ("unlinkat", "", 4, true),
            ("pwrite64", "", 4, true),
        }
        from at in Enumerable.Range(0, Kills)
        select new TestCaseData(call.Name, call.Filter, 1 + (at * 7 + 5) % call.Most, call.IsHidden)
            .SetArgDisplayNames(call.Name, $"{1 + (at * 7 + 5) % call.Most}", call.IsHidden ? "hidden" : "nameless");

    private static IEnumerable<int> Moments => Seeds.InARow(2 * Kills);

    [OneTimeSetUp]
    public async Task LayOutAnArchiveThatLacksMuch()
    {
        _directory = Directory.CreateTempSubdirectory("pipeline-fill-kill-").FullName;
        var random = new Random(3);
        foreach (var quality in (string[])["q", "p"])
        {
            for (var at = 0; at < 36; at++) AddSegment(random, quality, at);
        }

        _before = Read("base");
        var undisturbed = await ShellAsync($"cp -a base here; $PIPELINE fill {Fill} | tail -n 1; rm -rf undisturbed; mv here undisturbed");
        Assert.That(undisturbed.Output, Does.Contain(Nothing), undisturbed.Error);
        _expected = Read("undisturbed");
        Assert.That(_expected, Has.Count.GreaterThan(_before.Count + 40));
    }

    [OneTimeTearDown]
    public void Delete() => Directory.Delete(_directory, recursive: true);

    [TestCaseSource(nameof(Calls))]
    public async Task Fill_KilledAtACall_LeavesNothingHalfAndTheNextEndsAsUndisturbed(string call, string filter, int at, bool isHidden)
    {
        RequiredTool.Strace.Require();
        await CopyAsync();
        var command = CommandOf(isHidden);
        var killed = await ShellAsync(
            $"strace -f -o /dev/null {filter} -e trace={call} -e inject={call}:signal=SIGKILL:when={at} "
            + $"{command} fill {Fill}; code=$?; echo; echo $code");
        Assert.That(killed.OutputLines[^1], Is.EqualTo($"{Killed}"), killed.Error);

        await CheckAsync(command, killed.Output);
    }

    /// <summary>The record behind which it is killed is drawn from the seed.</summary>
    [TestCaseSource(nameof(Moments))]
    public async Task Fill_KilledBehindARecord_LeavesNothingHalfAndTheNextEndsAsUndisturbed(int seed)
    {
        await CopyAsync();
        var random = new Random(seed);
        var command = CommandOf(isHidden: random.Next(2) == 0);
        var killed = await ShellAsync($"""
            rm -f pipe; mkfifo pipe
            {command} fill {Fill} > pipe &
            fill=$!
            exec 3< pipe
            for ((i = 0; i < {random.Next(1, 40)}; i++)); do read -r last <&3; done
            kill -KILL $fill
            exec 3<&-
            wait $fill
            """);

        await CheckAsync(command, killed.Output + killed.Error);
    }

    private async Task CheckAsync(string command, string context)
    {
        var left = Read("here");
        foreach (var (path, hash) in _before) Assert.That(left[path], Is.EqualTo(hash), path);
        foreach (var (path, hash) in left.Where(file => !file.Key.Contains("/.", StringComparison.Ordinal)))
            Assert.That(hash, Is.EqualTo(_expected[path]), $"{path} is whole\n{context}");

        var resumed = await ShellAsync($"{command} fill {Fill} | tail -n 1");

        Assert.That(resumed.Output, Does.Contain(Nothing), resumed.Error);
        Assert.That(Read("here"), Is.EquivalentTo(_expected), context);
        Assert.That(Directory.GetDirectories(_directory, ".pipeline-fill", SearchOption.AllDirectories), Is.Empty);
    }

    private void AddSegment(Random random, string quality, int at)
    {
        var content = new byte[random.Next(1, 200_000)];
        random.NextBytes(content);
        var hash = Convert.ToBase64String(SHA256.HashData(content)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var name = $"c/{quality}/2026-03-28T{10 + at / 6}/{at % 6:D2}:00-60.0-full-{hash}";
        Write($"good/{name}.ts", content);
        if (at % 12 == 3) Write($"good/{name[..^1]}A.tombstone", []);
        if (at % 3 == 0 && at < 24) Write($"base/{name}.ts", content);
    }

    private void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_directory, path))!);
        File.WriteAllBytes(Path.Combine(_directory, path), content);
    }

    private Dictionary<string, string> Read(string root) => Directory
        .EnumerateFiles(
            Path.Combine(_directory, root),
            "*",
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
        .ToDictionary(
            path => Path.GetRelativePath(Path.Combine(_directory, root), path),
            path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));

    private async Task CopyAsync() => await ShellAsync("rm -rf here; cp -a base here");

    /// <summary>The command; one to which the file system seems to know no files without names is given its switch.</summary>
    private string CommandOf(bool isHidden)
    {
        if (!isHidden) return "$PIPELINE";
        if (BuiltCommand.Given is not null)
            Assert.Ignore("only the managed command takes switches; run this test without PIPELINE_COMMAND");
        var configuration = Path.Combine(_directory, "hidden.runtimeconfig.json");
        var built = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "pipeline.runtimeconfig.json"));
        const string properties = "\"configProperties\": {";
        var changed = built.Replace(properties, properties + "\"SegmentPipeline.Replicas.HiddenNames\": true,", StringComparison.Ordinal);
        File.WriteAllText(configuration, changed);
        return $"dotnet exec --runtimeconfig {configuration} {Path.Combine(AppContext.BaseDirectory, "pipeline.dll")}";
    }

    private Task<Outcome> ShellAsync(string line) => BuiltCommand.ShellAsync(_directory, line);
}
