using System.Diagnostics;
using System.Globalization;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Cli.Tests;

/// <summary>Verifications that are killed, one after the other, over one ledger: what was verified stays, what was not read does not count,
/// and the last one comes to what one comes to that was never disturbed.</summary>
[Category("Process")]
internal sealed class VerifyKillTests
{
    private const int Kills = 50;
    private const int Seed = 20_260_328;
    private const int FirstCorrupt = 1;
    private const int Corrupted = 3;
    private const int Killed = 137;
    private const string Verify = "$PIPELINE verify archive --quiet --format ndjson --ledger";

    private string _directory = "";
    private IReadOnlyDictionary<Hour, string[]> _names = null!;

    private string Root => Path.Combine(_directory, "archive");

    /// <summary>Of every three files one has a flipped bit: an hour that counts files that nobody has read lacks some of them.</summary>
    [OneTimeSetUp]
    public async Task MakeAnArchive()
    {
        _directory = Directory.CreateTempSubdirectory("pipeline-verify-kill-").FullName;
        var made = await ShellAsync("$PIPELINE generate archive --media --qualities 1 --hours 4 --seconds 60 --faults none");
        Assert.That(made.ExitCode, Is.Zero, made.Error);
        var hours = Directory.GetDirectories(Root, "20*", SearchOption.AllDirectories);
        _names = hours.ToDictionary(
            directory => Timestamp.Parse(Path.GetFileName(directory)).Hour,
            directory => Directory.GetFiles(directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ToArray());
        foreach (var directory in hours)
        {
            var files = Directory.GetFiles(directory).Order(StringComparer.Ordinal);
            foreach (var file in files.Where((_, place) => IsCorrupt(place))) Flip(file);
        }
    }

    [OneTimeTearDown]
    public void Delete() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task Verification_KilledFiftyTimes_LosesNothingAndCountsNothingThatWasNotRead()
    {
        var clock = Stopwatch.StartNew();
        var undisturbed = await ShellAsync($"{Verify} undisturbed.db");
        var whole = clock.Elapsed;
        Assert.That(undisturbed.ExitCode, Is.EqualTo(ExitCode.Findings), undisturbed.Error);
        var random = new Random(Seed);
        var known = Read("killed.db");
        var killed = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var moment = (whole * random.NextDouble()).TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
            var outcome = await ShellAsync($"timeout -s KILL {moment} {Verify} killed.db > /dev/null; exit $?");
            Assert.That(outcome.ExitCode, Is.AnyOf(Killed, ExitCode.Findings), outcome.Error);
            if (outcome.ExitCode == Killed) killed++;
            var now = Read("killed.db");
            AssertNothingIsLost(known, now, kill);
            AssertAllWasRead(now, kill);
            known = now;
        }

        var last = await ShellAsync($"{Verify} killed.db");

        TestContext.Out.WriteLine($"seed {Seed}: {killed} of {Kills} were killed before they had ended");
        Assert.That(last.ExitCode, Is.EqualTo(ExitCode.Findings), last.Error);
        Assert.That(Lines(Read("killed.db")), Is.EqualTo(Lines(Read("undisturbed.db"))));
        Assert.That(Read("killed.db").Values.Sum(hour => hour.Files), Is.EqualTo(_names.Values.Sum(names => names.Length)));
        Assert.That(CorruptIn(last), Is.SubsetOf(CorruptIn(undisturbed)), "it goes on in the middle of an hour");
        Assert.That(CorruptIn(await ShellAsync($"{Verify} killed.db")), Is.EqualTo(CorruptIn(undisturbed)));
    }

    /// <summary>An hour that was verified stays so until it is begun anew, and no corrupt file is forgotten.</summary>
    private static void AssertNothingIsLost(Dictionary<Hour, VerifiedHour> known, Dictionary<Hour, VerifiedHour> now, int kill)
    {
        foreach (var (hour, before) in known)
        {
            Assert.That(now.TryGetValue(hour, out var after), Is.True, $"kill {kill} lost {hour}");
            Assert.That(after!.VerifiedAt, Is.GreaterThanOrEqualTo(before.VerifiedAt), $"kill {kill}, {hour}");
            if (after.VerifiedAt == before.VerifiedAt)
                Assert.That(after.Files, Is.GreaterThanOrEqualTo(before.Files), $"kill {kill}, {hour}");
            Assert.That(NamesOf(after), Is.SupersetOf(NamesOf(before)), $"kill {kill} forgot corrupt files of {hour}");
        }
    }

    /// <summary>Of the files that count, those that are corrupt are known to be.</summary>
    private void AssertAllWasRead(Dictionary<Hour, VerifiedHour> now, int kill)
    {
        foreach (var (hour, verified) in now)
        {
            var counted = _names[hour].Take((int)verified.Files).ToArray();
            Assert.That(verified.UpTo is null, Is.EqualTo(counted.Length == _names[hour].Length), $"kill {kill}, {hour}");
            Assert.That(
                NamesOf(verified),
                Is.SupersetOf(counted.Where((_, place) => IsCorrupt(place))),
                $"kill {kill}: {hour} counts what was not read");
        }
    }

    private Dictionary<Hour, VerifiedHour> Read(string ledger)
    {
        var path = Path.Combine(_directory, ledger);
        if (!File.Exists(path)) return [];
        using var opened = AuditLedger.OpenForReading(path);
        var stream = new StreamId(StreamDirectory[0], StreamDirectory[1]);
        return _names.Keys
            .Select(hour => (Hour: hour, Verified: opened.VerifiedIn(stream, hour)))
            .Where(one => one.Verified is not null)
            .ToDictionary(one => one.Hour, one => one.Verified!);
    }

    /// <summary>Channel and quality.</summary>
    private string[] StreamDirectory => Path.GetRelativePath(
        Root, Directory.GetDirectories(Root, "20*", SearchOption.AllDirectories)[0]).Split('/');

    private static IEnumerable<string> Lines(Dictionary<Hour, VerifiedHour> hours) => hours
        .OrderBy(one => one.Key)
        .Select(one => $"{one.Key} {one.Value.Level} {one.Value.Files} {one.Value.Bytes} {one.Value.Unreadable} {one.Value.UpTo is null} "
            + $"{Convert.ToHexString(one.Value.Names.Span)} {string.Join(' ', NamesOf(one.Value))}");

    private static IEnumerable<string> NamesOf(VerifiedHour hour) =>
        hour.Corrupt.Select(file => file.Path.Name).Order(StringComparer.Ordinal);

    private static IEnumerable<string> CorruptIn(Outcome outcome) =>
        outcome.OutputLines.Where(line => line.Contains("\"type\":\"corrupt\"", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static bool IsCorrupt(int place) => place % Corrupted == FirstCorrupt;

    private static void Flip(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private Task<Outcome> ShellAsync(string line) => BuiltCommand.ShellAsync(_directory, line);
}
