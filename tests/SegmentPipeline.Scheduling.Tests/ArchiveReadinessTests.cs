using Microsoft.Extensions.Options;
using SegmentPipeline.Hosting;
using SegmentPipeline.Ledger;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>What every audit of an archive would fail for, found without one.</summary>
internal sealed class ArchiveReadinessTests
{
    private readonly ArchiveBuilder _tree = new();

    private string Home => Path.GetDirectoryName(_tree.Root)!;

    private string Ledger => Path.Combine(Home, "a.db");

    [SetUp]
    public void LayOut() => _tree.File("c", "q", "2026-03-28T22", SegmentNames.Full("00:00"));

    [TearDown]
    public void Remove() => _tree.Dispose();

    [Test]
    public async Task Archive_ThatCanBeAudited_HasNothingInTheWayAndIsLeftAlone()
    {
        Assert.That(Cause(), Is.Null);
        Assert.That(Directory.GetFileSystemEntries(Home), Is.EqualTo([_tree.Root]), "nothing is made");

        await AuditAsync();
        using (AuditLedger.Open(Ledger, _tree.Root)) Assert.That(Cause(), Is.Null, "who holds the ledger now will let it go");
        Assert.That(Cause(), Is.Null);
    }

    [Test]
    public void Root_ThatIsNotThere_IsInTheWay()
    {
        Directory.Delete(_tree.Root, recursive: true);

        Assert.That(Cause(), Is.EqualTo($"there is no directory {_tree.Root}"));
    }

    [Test]
    public void Root_ThatIsEmpty_IsInTheWay()
    {
        Directory.Delete(Path.Combine(_tree.Root, "c"), recursive: true);

        Assert.That(Cause(), Does.StartWith($"{_tree.Root} is not an archive: "));
        Assert.That(Cause(archive => archive.Last = TimeSpan.FromHours(1)), Does.StartWith($"{_tree.Root} is not an archive: "));
    }

    [Test]
    public void Root_OfSomethingElse_IsInTheWay()
    {
        Directory.Delete(Path.Combine(_tree.Root, "c"), recursive: true);
        Directory.CreateDirectory(Path.Combine(_tree.Root, "home", "user", "Documents"));

        Assert.That(Cause(), Does.StartWith($"{_tree.Root} is not an archive: "));
    }

    [Test]
    public void Root_OneLevelOff_IsInTheWay() =>
        Assert.That(Cause(archive => archive.Audit.Root = Path.Combine(_tree.Root, "c")), Does.Contain("give the directory one level up"));

    [TestCase("c", "q", null)]
    [TestCase("d", "q", "there is no channel 'd'")]
    [TestCase("c", "r", "there is no quality 'r'")]
    public void Stream_ThatIsAskedFor_MustBeThere(string channel, string quality, string? cause) => Assert.That(
        Cause(archive => (archive.Audit.Channels, archive.Audit.Qualities) = ([channel], [quality])),
        cause is null ? Is.Null : Does.Contain(cause[12..]));

    [Test]
    public void Ledger_ThatIsADirectory_IsInTheWay()
    {
        Directory.CreateDirectory(Ledger);

        Assert.That(Cause(), Is.EqualTo($"cannot use the ledger {Ledger}: it is a directory"));
    }

    [Test]
    public void Ledger_ThatIsSomethingElse_IsInTheWay()
    {
        File.WriteAllText(Ledger, new string('x', 10_000));

        Assert.That(Cause(), Does.StartWith($"{Ledger} is not a ledger "));
    }

    [Test]
    public void Ledger_WhoseLockIsADirectory_IsInTheWay()
    {
        Directory.CreateDirectory(Ledger + ".lock");

        Assert.That(Cause(), Is.EqualTo($"cannot use the ledger {Ledger}: {Ledger}.lock is a directory"));
    }

    [Test]
    public void Ledger_InADirectoryThatIsNotThere_IsInTheWay() => Assert.That(
        Cause(archive => archive.Audit.Ledger = Path.Combine(Home, "nowhere", "a.db")),
        Is.EqualTo($"cannot use the ledger {Home}/nowhere/a.db: there is no directory {Home}/nowhere"));

    [Test]
    public void Ledger_InADirectoryThatCannotBeWritten_IsInTheWay()
    {
        const string ReadOnly = "/proc/sys/kernel"; // Nobody can make a file there, not even root.
        if (!Directory.Exists(ReadOnly)) Assert.Ignore($"there is no {ReadOnly}; run the tests on Linux, with /proc mounted");

        Assert.That(
            Cause(archive => archive.Audit.Ledger = $"{ReadOnly}/a.db"),
            Is.EqualTo($"cannot use the ledger {ReadOnly}/a.db: the directory {ReadOnly} cannot be written"));
    }

    [Test]
    public async Task Ledger_OfAnotherArchive_IsInTheWay()
    {
        await AuditAsync();
        using var other = new ArchiveBuilder();
        other.File("x", "y", "2020-01-01T00", SegmentNames.Full("00:00"));

        Assert.That(Cause(archive => archive.Audit.Root = other.Root), Does.StartWith($"the ledger {Ledger} belongs to another archive"));
    }

    [TestCase("nowhere/a.csv", "there is no directory {0}/nowhere")]
    [TestCase("archive-a", "it is a directory")]
    public void Report_ThatCannotBeWritten_IsInTheWay(string output, string cause)
    {
        Directory.CreateDirectory(Path.Combine(Home, "archive-a"));
        var path = Path.Combine(Home, output);

        Assert.That(
            Cause(archive => archive.Reports = [new ScheduledReport { Output = path }]),
            Is.EqualTo($"cannot write the report {path}: {string.Format(System.Globalization.CultureInfo.InvariantCulture, cause, Home)}"));
    }

    private string? Cause(Action<ScheduledArchive>? change = null)
    {
        var archive = new ScheduledArchive { Name = "a", Audit = new PipelineOptions { Root = _tree.Root, Ledger = Ledger } };
        change?.Invoke(archive);
        return new ArchiveReadiness(Options.Create(new ServeOptions { Archives = [archive] }), TimeProvider.System).CauseOf("a");
    }

    private async Task AuditAsync()
    {
        await using var archive = SegmentArchive.Open(_tree.Root);
        using var ledger = AuditLedger.Open(Ledger, _tree.Root);
        await foreach (var _ in ledger.AuditAsync(archive, new AuditRequest()))
        {
            // To its end.
        }
    }
}
