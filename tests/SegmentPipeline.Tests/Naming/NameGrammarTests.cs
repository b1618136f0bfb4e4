using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Naming;

/// <summary>The grammar of semantics §1, each rule with what just keeps it and what just breaks it, as audits tell of it.
/// <c>#</c> stands for the 43 characters of a hash.</summary>
internal sealed class NameGrammarTests
{
    private const string HourName = "2026-03-28T22";
    private static readonly StreamId Stream = new("c", "q");

    [TestCase("00:00-2.0-full-#", 0, 2_000_000, SegmentKind.Full)]
    [TestCase("45:51.608000-2.0-full-#", 2_751_608_000, 2_000_000, SegmentKind.Full)]
    [TestCase("59:59.999999-2-suspect-#", 3_599_999_999, 2_000_000, SegmentKind.Suspect)]
    [TestCase("00:00.5-0.0-partial-#", 500_000, 0, SegmentKind.Partial)]
    [TestCase("00:00.000001-0-full-#", 1, 0, SegmentKind.Full)]
    [TestCase("00:00.10-1.9666-full-#", 100_000, 1_966_600, SegmentKind.Full)]
    [TestCase("00:00-5.005-full-#", 0, 5_005_000, SegmentKind.Full)]
    [TestCase("00:00-3600-full-#", 0, 3_600_000_000, SegmentKind.Full)]
    [TestCase("00:00-3600.0000005-full-#", 0, 3_600_000_000, SegmentKind.Full)]
    [TestCase("00:00-3599.9999995-full-#", 0, 3_600_000_000, SegmentKind.Full)]
    [TestCase("00:00-0.0000005-full-#", 0, 0, SegmentKind.Full)]
    [TestCase("00:00-0.0000015-full-#", 0, 2, SegmentKind.Full)]
    [TestCase("00:00-0.0000025-full-#", 0, 2, SegmentKind.Full)]
    [TestCase("00:00-0.00000050000000000000000000001-full-#", 0, 1, SegmentKind.Full)]
    [TestCase("00:00-0.00000149999999999999999999999-full-#", 0, 1, SegmentKind.Full)]
    [TestCase("00:00-0000000000000000000000000000002.5-full-#", 0, 2_500_000, SegmentKind.Full)]
    [TestCase("00:00-2.00000000000000000000000000000-full-#", 0, 2_000_000, SegmentKind.Full)]
    [TestCase("00:00-2.0-full-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_", 0, 2_000_000, SegmentKind.Full)]
    public async Task Name_ThatKeepsTheGrammar_IsSelectedAsItSays(string stem, long start, long duration, SegmentKind kind)
    {
        await using var opened = OpenedArchive.Open(Tree(stem), ReaderKind.InMemory);
        var hour = Timestamp.Parse(HourName);

        var report = await opened.Archive.AuditToReportAsync(new AuditRequest());
        var sequence = await opened.Archive.SelectAsync(Stream, new TimeRange(hour.AddMicroseconds(-1), hour.Hour.End));

        Assert.That(report.Summary.Entries, Is.EqualTo(new EntryCounts { Selected = 1 }));
        var segment = sequence.Segments.Single();
        Assert.That(segment.Start.MicrosecondsSince(hour), Is.EqualTo(start));
        Assert.That(segment.Duration, Is.EqualTo(TimeSpan.FromMicroseconds(duration)));
        Assert.That(segment.Kind, Is.EqualTo(kind));
        Assert.That(segment.Path, Is.EqualTo($"{HourName}/{NameOf(stem)}"));
    }

    [TestCase("00:00-2.0-temp-#")]
    [TestCase("00:00-2.0-temp-4f5e-11ec")]
    [TestCase("00:00-2.0-temp-")]
    [TestCase("00:00-2.0-temp-any text, ünïcode too")]
    public async Task Name_OfTypeTemp_MayEndInAnyText(string stem) =>
        Assert.That((await Audit(stem)).Summary.Entries, Is.EqualTo(new EntryCounts { Temporary = 1 }));

    [TestCase("60:00-2.0-full-#", 0)]
    [TestCase("00:60-2.0-full-#", 0)]
    [TestCase("0:00-2.0-full-#", 0)]
    [TestCase("000:00-2.0-full-#", 0)]
    [TestCase("00:00.-2.0-full-#", 0)]
    [TestCase("00:00.1234567-2.0-full-#", 0)]
    [TestCase("00:00,5-2.0-full-#", 0)]
    [TestCase("00-00-2.0-full-#", 0)]
    [TestCase("-2.0-full-#", 0)]
    [TestCase("x", 0)]
    [TestCase("٠٠:٠٠-2.0-full-#", 0)]
    [TestCase("00:00--full-#", 6)]
    [TestCase("00:00-2.-full-#", 6)]
    [TestCase("00:00-.5-full-#", 6)]
    [TestCase("00:00-inf-full-#", 6)]
    [TestCase("00:00-nan-full-#", 6)]
    [TestCase("00:00-1e12-full-#", 6)]
    [TestCase("00:00-1e-3-full-#", 6)]
    [TestCase("00:00--1.0-full-#", 6)]
    [TestCase("00:00-+1.0-full-#", 6)]
    [TestCase("00:00-2.0.0-full-#", 6)]
    [TestCase("00:00-2.0 -full-#", 6)]
    [TestCase("00:00-3600.000001-full-#", 6)]
    [TestCase("00:00-3600.0000006-full-#", 6)]
    [TestCase("00:00-3600.00000050001-full-#", 6)]
    [TestCase("00:00-18446744073709551616-full-#", 6)]
    [TestCase("00:00-99999999999999999999999999999999-full-#", 6)]
    [TestCase("00:00-2.0-Full-#", 10)]
    [TestCase("00:00-2.0-fulls-#", 10)]
    [TestCase("00:00-2.0--#", 10)]
    [TestCase("00:00-2.0-tempx-#", 10)]
    [TestCase("00:00.5-2.0-full-#A", 17)]
    [TestCase("00:00-2.0-full-", 15)]
    [TestCase("00:00-2.0-full-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 15)]
    [TestCase("00:00-2.0-full-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", 15)]
    [TestCase("00:00-2.0-full-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+", 15)]
    [TestCase("00:00-2.0-partial-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAé", 18)]
    [TestCase("00:00", 5)]
    [TestCase("00:00-", 6)]
    [TestCase("00:00-2.0", 9)]
    [TestCase("00:00-2.0-full", 14)]
    [TestCase("00:00-2.0-temp", 14)]
    public async Task Name_ThatBreaksTheGrammar_IsOneFindingAtTheFirstBrokenPart(string stem, int position)
    {
        var report = await Audit(stem);

        Assert.That(report.Summary.Entries, Is.EqualTo(new EntryCounts { Bad = 1 }));
        var finding = report.Findings.OfType<BadNameFinding>().Single();
        Assert.That(finding.Position, Is.EqualTo(position), finding.Cause);
        Assert.That(finding.Path.ToString(), Is.EqualTo($"{HourName}/{NameOf(stem)}"));
        Assert.That(finding.Cause, Is.Not.Empty);
    }

    private static async Task<AuditReport> Audit(string stem)
    {
        await using var opened = OpenedArchive.Open(Tree(stem), ReaderKind.InMemory);
        return await opened.Archive.AuditToReportAsync(new AuditRequest());
    }

    private static ArchiveTree Tree(string stem)
    {
        var tree = new ArchiveTree();
        tree.Hour(HourName).File(System.Text.Encoding.Latin1.GetString(System.Text.Encoding.UTF8.GetBytes(NameOf(stem))));
        return tree;
    }

    private static string NameOf(string stem) => stem.Replace("#", SegmentNames.Hash(0), StringComparison.Ordinal) + ".ts";
}
