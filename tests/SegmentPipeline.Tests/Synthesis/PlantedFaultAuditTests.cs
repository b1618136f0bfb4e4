using SegmentPipeline.Synthesis;

namespace SegmentPipeline.Tests.Synthesis;

/// <summary>Every finding planted once is found once, and nothing else is.</summary>
internal sealed class PlantedFaultAuditTests
{
    private string _root = "";

    [SetUp]
    public void CreateRoot() => _root = Directory.CreateTempSubdirectory("planted").FullName;

    [TearDown]
    public void DeleteRoot() => Directory.Delete(_root, recursive: true);

    [Test]
    public async Task Audit_SyntheticArchive_FindsWhatWasPlantedAndNothingElse(
        [Values] FaultLevel level, [Values(2, 7, 60)] int seconds, [Values(1, 7, 26)] int hours, [Values(0, 50)] int bytes)
    {
        var options = new SyntheticArchiveOptions
        {
            Hours = hours,
            SecondsPerSegment = seconds,
            Faults = level,
            BytesPerFile = bytes,
            Seed = hours * 100 + seconds,
        };
        var summary = await SyntheticArchive.WriteAsync(_root, options);
        var planted = SyntheticArchive.Plan(options).Faults.ToArray();

        await using var archive = SegmentArchive.Open(_root);
        var report = await archive.AuditToReportAsync(new AuditRequest());

        Assert.That(report.Findings.Select(WithoutCause), Is.EquivalentTo(planted.SelectMany(fault => fault.Findings).Select(WithoutCause)));
        Assert.That(report.Summary.Exit, Is.EqualTo(report.Summary.Findings.Hole > 0 ? ExitCode.Findings : ExitCode.Success));
        Assert.That(Unselected(report.Summary.Entries), Is.EqualTo(Unselected(planted.SelectMany(fault => fault.Entries))));
        Assert.That(report.Summary.Entries.Total, Is.EqualTo(EntriesOfHours(summary.Files, planted)));
    }

    private static Finding WithoutCause(Finding finding) => finding switch
    {
        BadNameFinding bad => bad with { Cause = "" },
        StrayFinding stray => stray with { Cause = "" },
        _ => finding,
    };

    private static string Unselected(EntryCounts counts) =>
        $"hidden {counts.Hidden}, foreign {counts.Foreign}, tombstones {counts.Tombstones}, tombstoned {counts.Tombstoned}, "
        + $"bad {counts.Bad}, temporary {counts.Temporary}, superseded {counts.Superseded}, vanished {counts.Vanished}";

    private static string Unselected(IEnumerable<PlantedEntry> entries)
    {
        var fates = entries.ToLookup(entry => entry.Fate);
        string[] names = ["hidden", "foreign", "tombstones", "tombstoned", "bad", "temporary", "superseded", "vanished"];
        return string.Join(", ", names.Select(name => $"{name} {fates[name].Count()}"));
    }

    /// <summary>Strays are no entries of hours (a stray directory holds one file), and foreign directories are no files.</summary>
    private static long EntriesOfHours(long files, PlantedFault[] planted) =>
        files - planted.Count(fault => fault.Kind.StartsWith("stray", StringComparison.Ordinal))
        + planted.Count(fault => fault.Kind == "foreign-directory");
}
