using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Coverage;

/// <summary>Streams that ended long before another quality of their channel.</summary>
internal sealed class SilentTests
{
    private const string Hour = "2026-03-28T22";
    private static readonly StreamId Source = new("c", "source");

    [TestCase("10:02", false)]
    [TestCase("10:02.000001", true)]
    public async Task Stream_EndedTheSilenceBeforeAnother_IsSilentFromAMicrosecondMore(string otherStart, bool isSilent)
    {
        var tree = Tree(("source", "00:00"), ("720p", "00:00"), ("720p", otherStart));

        var report = await AuditAsync(tree, new AuditRequest { Silence = TimeSpan.FromSeconds(602) });

        Assert.That(report.Summary.Findings.Silent, Is.EqualTo(isSilent ? 1 : 0));
        Assert.That(report.Summary.Findings.Hole, Is.EqualTo(1), "of the other quality");
    }

    [Test]
    public async Task Stream_ThatEndedEarly_IsToldFromItsEndToThatOfTheOther()
    {
        var tree = Tree(("source", "00:00"), ("720p", "00:00"), ("720p", "19:00"), ("480p", "30:00"));

        var records = await RecordsAsync(tree, new AuditRequest());

        Assert.That(records.OfType<SilentFinding>(), Is.EqualTo(new[]
        {
            new SilentFinding
            {
                Stream = new StreamId("c", "720p"),
                Range = TimeRange.Parse($"{Hour}:19:02", $"{Hour}:30:02"),
                Other = "480p",
            },
            new SilentFinding { Stream = Source, Range = TimeRange.Parse($"{Hour}:00:02", $"{Hour}:30:02"), Other = "480p" },
        }));
        var types = records.Select(record => record.GetType().Name).ToList();
        Assert.That(types[^2..], Is.EqualTo([nameof(SilentFinding), nameof(SummaryRecord)]), "behind the last stream of the channel");
    }

    [Test]
    public async Task Channel_BeforeAnother_HasItsFindingsBeforeThatOfTheNext()
    {
        var tree = Tree(("source", "00:00"), ("720p", "30:00"));
        tree.Hour("d", "source", Hour).File(SegmentNames.Full("50:00"));

        var records = await RecordsAsync(tree, new AuditRequest());

        Assert.That(records.Select(record => record switch
        {
            StreamRecord stream => stream.Stream.ToString(),
            SilentFinding silent => $"silent {silent.Stream}",
            _ => null,
        }).OfType<string>(), Is.EqualTo(["c/720p", "c/source", "silent c/source", "d/source"]));
    }

    [TestCase(FailOn.None, AuditOutcome.Success)]
    [TestCase(FailOn.Hole, AuditOutcome.Findings)]
    [TestCase(FailOn.Any, AuditOutcome.Findings)]
    public async Task Silence_ByLevel_CountsLikeAHole(FailOn failOn, AuditOutcome outcome)
    {
        var report = await AuditAsync(Tree(("source", "00:00"), ("720p", "30:00")), new AuditRequest { FailOn = failOn });

        Assert.That(report.Summary.Findings, Is.EqualTo(new FindingCounts { Silent = 1 }));
        Assert.That(report.Summary.Outcome, Is.EqualTo(outcome));
    }

    [Test]
    public async Task Silence_Off_IsNotTold()
    {
        var report = await AuditAsync(Tree(("source", "00:00"), ("720p", "30:00")), new AuditRequest { Silence = null });

        Assert.That(report.Summary.Findings.Total, Is.Zero);
    }

    [Test]
    public async Task Stream_EndedBeforeTheWindow_CountsFromItsStart()
    {
        var tree = Tree(("source", "00:00"), ("720p", "50:00"));

        var report = await AuditAsync(tree, new AuditRequest { Start = Timestamp.Parse($"{Hour}:30:00Z") });

        Assert.That(
            report.Findings.OfType<SilentFinding>(),
            Is.EqualTo([
                new SilentFinding
                {
                    Stream = Source,
                    Range = TimeRange.Parse($"{Hour}:30:00", $"{Hour}:50:02"),
                    Other = "720p",
                },
            ]));
        Assert.That(
            report.Streams.Select(stream => stream.LastEnd),
            Is.EqualTo(new Timestamp?[] { Timestamp.Parse($"{Hour}:50:02Z"), null }));
    }

    [Test]
    public async Task Stream_WithoutASegment_IsSilentSinceTheOtherBegan()
    {
        var tree = Tree(("720p", "00:00"), ("720p", "50:00"));
        tree.Root.Child("c").Child("source");

        var report = await AuditAsync(tree, new AuditRequest());

        Assert.That(report.Findings.OfType<SilentFinding>(), Is.EqualTo([new SilentFinding
        {
            Stream = Source,
            Range = TimeRange.Parse($"{Hour}:00:00", $"{Hour}:50:02"),
            Other = "720p",
        }]));
    }

    [Test]
    public async Task Stream_OfWhichALaterHourCannotBeRead_IsNotCalledSilentBefore()
    {
        var tree = Tree(("source", "00:00"), ("720p", "30:00"));
        tree.Hour("c", "source", "2026-03-28T23").Unreadable = "Input/output error";

        var report = await AuditAsync(tree, new AuditRequest());

        Assert.That(report.Summary.Findings, Is.EqualTo(new FindingCounts { Unreadable = 1 }));
    }

    [Test]
    public async Task Other_ThatEndsInTheFuture_CountsUpToTheCut()
    {
        var tree = Tree(("source", "00:00"), ("720p", "00:00"), ("720p", "50:00"));
        var now = Timestamp.Parse($"{Hour}:09:00Z");

        var report = await AuditAsync(tree, new AuditRequest(), now);

        Assert.That(report.Summary.Findings, Is.EqualTo(new FindingCounts { Hole = 1, Future = 1 }));
    }

    private static ArchiveTree Tree(params (string Quality, string Time)[] segments)
    {
        var tree = new ArchiveTree();
        foreach (var (quality, time) in segments) tree.Hour("c", quality, Hour).File(SegmentNames.Full(time));
        return tree;
    }

    private static async Task<AuditReport> AuditAsync(ArchiveTree tree, AuditRequest request, Timestamp? now = null)
    {
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory, now);
        return await opened.Archive.AuditToReportAsync(request);
    }

    private static async Task<List<AuditRecord>> RecordsAsync(ArchiveTree tree, AuditRequest request)
    {
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory);
        return await opened.Archive.AuditAsync(request).ToListAsync();
    }
}
