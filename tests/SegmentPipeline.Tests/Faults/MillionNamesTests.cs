using System.Globalization;
using System.Text;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Faults;

/// <summary>A directory with a million names: an hour that a broken recorder or a careless copy has filled.</summary>
internal sealed class MillionNamesTests
{
    private const int Count = 1_000_000;

    [Test]
    public async Task MillionBadNames_AreAMillionFindingsAndTheOneSegmentIsFound()
    {
        await using var archive = Open(i => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{i:D7}.ts")));
        var bad = 0;
        SummaryRecord? summary = null;
        await foreach (var record in archive.AuditAsync(new AuditRequest()))
        {
            if (record is BadNameFinding) bad++;
            if (record is SummaryRecord last) summary = last;
        }

        Assert.That(bad, Is.EqualTo(Count));
        Assert.That(summary!.Entries, Is.EqualTo(new EntryCounts { Bad = Count, Selected = 1 }));
    }

    [Test]
    public async Task MillionSegmentsOfOneStart_LeaveOne()
    {
        var hash = new string('A', 37);
        await using var archive = Open(i =>
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"30:00-1.0-full-{hash}{i:D6}.ts")));

        var report = await archive.AuditToReportAsync(new AuditRequest());

        Assert.That(report.Summary.Entries, Is.EqualTo(new EntryCounts { Superseded = Count - 1, Selected = 2 }));
    }

    [Test]
    public async Task MillionSegmentsOfDifferentStarts_AreAllSelected()
    {
        var hash = new string('A', 43);
        await using var archive = Open(i =>
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"30:00.{i:D6}-0-full-{hash}.ts")));

        var report = await archive.AuditToReportAsync(new AuditRequest());

        Assert.That(report.Summary.Entries, Is.EqualTo(new EntryCounts { Selected = Count + 1 }));
    }

    private static SegmentArchive Open(Func<int, byte[]> nameOf) =>
        SegmentArchive.Open("/archive", new SegmentArchiveOptions { TimeProvider = FixedTimeProvider.FarAfter }, new OneFullHour(nameOf));

    /// <summary>One hour with a million names and one good segment; its files are all of one size.</summary>
    private sealed class OneFullHour(Func<int, byte[]> nameOf) : IDirectoryReader
    {
        public ReadOutcome List(DirectoryPath directory, NameList names)
        {
            names.Clear();
            switch (directory.ToString())
            {
                case "/archive":
                    names.Add("c"u8, EntryKind.Directory);
                    break;
                case "/archive/c":
                    names.Add("q"u8, EntryKind.Directory);
                    break;
                case "/archive/c/q":
                    names.Add("2026-03-28T22"u8, EntryKind.Directory);
                    break;
                default:
                    for (var i = 0; i < Count; i++) names.Add(nameOf(i), EntryKind.File);
                    names.Add(Encoding.ASCII.GetBytes(SegmentNames.Full("59:59.5")), EntryKind.File);
                    break;
            }

            return ReadOutcome.Done;
        }

        public ReadOutcome SizeOf(DirectoryPath directory, ReadOnlySpan<byte> name, out long sizeBytes)
        {
            sizeBytes = 1;
            return ReadOutcome.Done;
        }

        public DirectoryFingerprint? FingerprintOf(DirectoryPath directory) => null;

        public IHeldDirectory Hold(DirectoryPath directory) => new PortableHeldDirectory(directory);

        public IHeldDirectory Note(DirectoryPath directory) => new PortableHeldDirectory(directory);
    }
}
