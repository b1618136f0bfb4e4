using System.Text;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Synthesis.Tests;

/// <summary>Every finding planted once is found once, and nothing else is.</summary>
internal sealed class PlantedFaultAuditTests
{
    [Test]
    public async Task Audit_PlanInMemory_FindsWhatWasPlantedAndNothingElse(
        [Values] FaultLevel level, [Values(2, 7, 60)] int seconds, [Values(1, 7, 26)] int hours)
    {
        var options = new SyntheticArchiveOptions
        {
            Hours = hours,
            SecondsPerSegment = seconds,
            Faults = level,
            Seed = hours * 100 + seconds,
        };
        var plan = SyntheticArchive.Plan(options);

        await using var opened = OpenedArchive.Open(new InMemoryReader(TreeOf(plan)));

        await DemandAsync(opened.Archive, plan, plan.Directories.Sum(directory => directory.Files.LongCount()));
    }

    [Test]
    public async Task Audit_ArchiveOnDisk_FindsWhatWasPlantedAndNothingElse(
        [Values] FaultLevel level, [Values(0, 50)] int bytes, [Values] bool media)
    {
        var options = new SyntheticArchiveOptions
        {
            Hours = 7,
            SecondsPerSegment = 60,
            Faults = level,
            BytesPerFile = bytes,
            Media = media,
        };
        var root = Directory.CreateTempSubdirectory("planted").FullName;
        try
        {
            var summary = await SyntheticArchive.WriteAsync(root, options);
            await using var archive = SegmentArchive.Open(root, new SegmentArchiveOptions { TimeProvider = FixedTimeProvider.FarAfter });

            await DemandAsync(archive, SyntheticArchive.Plan(options), summary.Files);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task DemandAsync(SegmentArchive archive, ArchivePlan plan, long files)
    {
        var planted = plan.Faults.ToArray();

        var report = await archive.AuditToReportAsync(new AuditRequest());

        var expected = planted.SelectMany(fault => fault.Findings).Select(Text).Order(StringComparer.Ordinal);
        Assert.That(report.Findings.Select(Text).Order(StringComparer.Ordinal), Is.EqualTo(expected));
        Assert.That(Unselected(report.Summary.Entries), Is.EqualTo(Unselected(planted.SelectMany(fault => fault.Entries))));
        Assert.That(report.Summary.Entries.Total, Is.EqualTo(EntriesOfHours(files, planted)));
        Assert.That(report.Summary.Complete, Is.True);
    }

    private static ArchiveTree TreeOf(ArchivePlan plan)
    {
        var tree = new ArchiveTree();
        foreach (var directory in plan.Directories)
        {
            var parent = directory
                .Path.Split('/', StringSplitOptions.RemoveEmptyEntries)
                .Aggregate(tree.Root, (node, name) => node.Child(name));
            foreach (var file in directory.Files) parent.File(Encoding.Latin1.GetString(file.Name.Span), file.SizeBytes);
        }

        return tree;
    }

    private static string Text(Finding finding) => WithoutCause(finding).ToString();

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
