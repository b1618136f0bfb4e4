using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Coverage;

/// <summary>Windows that begin with a stream's first segment if it is new.</summary>
internal sealed class FirstSegmentTests
{
    private static readonly AuditRequest Request = new()
    {
        Start = Timestamp.Parse("2026-03-28T20"),
        End = Timestamp.Parse("2026-03-28T23"),
        StartsAtFirstSegment = true,
    };

    [TestCase("2026-03-28T20", false)]
    [TestCase("2026-03-28T19", true)]
    public async Task Stream_WithAnHourBeforeTheStart_IsJudgedFromThere(string earliest, bool isFromStart)
    {
        var tree = new ArchiveTree();
        tree.Hour(earliest);
        tree.Hour("2026-03-28T22").File(SegmentNames.Full("00:00"));

        var window = await WindowAsync(tree, Request);

        Assert.That(window, Is.EqualTo((TimeRange?)TimeRange.Parse(isFromStart ? "2026-03-28T20" : "2026-03-28T22", "2026-03-28T23")));
    }

    [Test]
    public async Task Stream_ThatBeganInTheHourOfTheStartBeforeIt_IsJudgedFromTheStart()
    {
        var tree = new ArchiveTree();
        tree.Hour("2026-03-28T20").File(SegmentNames.Full("00:00"));

        var window = await WindowAsync(tree, Request with { Start = Timestamp.Parse("2026-03-28T20:30Z") });

        Assert.That(window, Is.EqualTo((TimeRange?)TimeRange.Parse("2026-03-28T20:30:00", "2026-03-28T23")));
    }

    [Test]
    public async Task Stream_WithoutASegmentEver_HasNoWindow()
    {
        var tree = new ArchiveTree();
        tree.Hour("2026-03-28T21");

        Assert.That(await WindowAsync(tree, Request), Is.Null);
    }

    [Test]
    public async Task Stream_ToldToBeJudgedAlways_HasAHoleBeforeItsFirstSegment()
    {
        var tree = new ArchiveTree();
        tree.Hour("2026-03-28T22").File(SegmentNames.Full("00:00"));

        Assert.That(
            await WindowAsync(tree, Request with { StartsAtFirstSegment = false }),
            Is.EqualTo((TimeRange?)TimeRange.Parse("2026-03-28T20", "2026-03-28T23")));
    }

    private static async Task<TimeRange?> WindowAsync(ArchiveTree tree, AuditRequest request)
    {
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory);
        return (await opened.Archive.AuditToReportAsync(request)).Streams.Single().Window;
    }
}
