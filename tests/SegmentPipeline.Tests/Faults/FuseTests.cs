using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Faults;

/// <summary>Disks that answer with errors, on the real path through the kernel: what cannot be asked is unreadable, never a hole.</summary>
[TestFixture(ReaderKind.Linux)]
[TestFixture(ReaderKind.Portable)]
[Platform("Linux")]
internal sealed class FuseTests(ReaderKind kind)
{
    private const string First = "2026-03-28T00";
    private const string Second = "2026-03-28T01";
    private const string Third = "2026-03-28T02";
    private const int InputOutput = 5;
    private const int Denied = 13;
    private const int TimedOut = 110;
    private const int Stale = 116;

    private static readonly string File = SegmentNames.Full("00:00", "3600");
    private static readonly StreamId Stream = new("c", "q");
    private ArchiveBuilder _builder = null!;
    private string _path = "";
    private FuseDisk _disk = null!;

    [SetUp]
    public void MountDisk()
    {
        _builder = new ArchiveBuilder();
        foreach (var hour in (string[])[First, Second, Third]) _builder.File("c", "q", hour, File);
        _builder.File("d", "q", First, File);
        _path = Directory.CreateDirectory(_builder.PathOf("..", "mounted")).FullName;
        _disk = FuseDisk.Mount(_builder.Root, _path);
    }

    [TearDown]
    public void UnmountDisk()
    {
        _disk?.Dispose();
        _builder.Dispose();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Disk_WithAndWithoutKinds_IsAuditedLikeAnother(bool tellsKinds)
    {
        _disk.TellsKinds = tellsKinds;
        var report = await AuditAsync();

        Assert.That(report.Findings, Is.Empty);
        Assert.That(
            (report.Summary.Hours, report.Summary.Entries.Selected, report.Summary.Outcome),
            Is.EqualTo((4, 4, AuditOutcome.Success)));
    }

    [Test]
    public async Task Level_ThatCannotBeListed_IsUnreadableAndNeverAHole(
        [Values("c", "c/q", $"c/q/{Second}")] string path,
        [Values(Denied, InputOutput, Stale, TimedOut)] int error,
        [Values(FuseQuestion.OpenDirectory, FuseQuestion.ReadDirectory)] FuseQuestion question)
    {
        _disk.Fault = (asked, about) => asked == question && about == path ? error : 0;

        await AssertUnreadableAsync(path);
    }

    [Test]
    public async Task Level_ThatCannotBeAsked_IsUnreadableAndNeverAHole(
        [Values("c", "c/q", $"c/q/{Second}")] string path,
        [Values(Denied, InputOutput, Stale, TimedOut)] int error,
        [Values] bool tellsKinds)
    {
        _disk.TellsKinds = tellsKinds;
        _disk.Fault = (asked, about) => asked is FuseQuestion.LookUp or FuseQuestion.Describe && about == path ? error : 0;

        await AssertUnreadableAsync(path);
    }

    [TestCase(Denied)]
    [TestCase(InputOutput)]
    [TestCase(Stale)]
    [TestCase(TimedOut)]
    public async Task File_ThatCannotBeAsked_IsUnreadableAndNeverAHole(int error)
    {
        var path = $"c/q/{Second}/{File}";
        _disk.TellsKinds = false;
        _disk.Fault = (asked, about) => asked is FuseQuestion.LookUp or FuseQuestion.Describe && about == path ? error : 0;

        await AssertUnreadableAsync(path);
    }

    [TestCase(Denied)]
    [TestCase(Stale)]
    public async Task Hour_ThatCannotBeAsked_IsUnreadableForSegmentsAndWhy(int error)
    {
        _disk.TellsKinds = false;
        _disk.Fault = (asked, about) => asked is FuseQuestion.LookUp or FuseQuestion.Describe && about == $"c/q/{Second}" ? error : 0;
        await using var archive = Open();

        var sequence = await archive.SelectAsync(Stream, TimeRange.Parse(First, "2026-03-28T03"));
        var why = await archive.ExplainAsync(Stream, Timestamp.Parse("2026-03-28T01:30:00Z"));

        Assert.That(sequence.Unreadable.Select(u => $"{u.Path}"), Is.EqualTo([$"c/q/{Second}"]));
        Assert.That((why.Class, why.Unreadable.Count), Is.EqualTo((CoverageClass.Unknown, 1)));
    }

    [TestCase(First)]
    [TestCase(Second)]
    [TestCase(Third)]
    public async Task Disk_UnmountedDuringTheAudit_IsNeverACompleteReport(string before)
    {
        var records = new List<AuditRecord>();
        var request = new AuditRequest
        {
            Start = Timestamp.Parse(First),
            End = Timestamp.Parse("2026-03-28T03"),
        };
        var context = new AuditContext
        {
            Parallelism = 1,
            Hooks = new AuditHooks
            {
                HoursOfMessage = 1,
                Before = (stage, hour) =>
                {
                    if (stage == "list" && hour?.ToString() == before) _disk.Unmount();
                },
            },
        };
        await using var archive = Open();
        try
        {
            await foreach (var record in archive.AuditAsync(request, context)) records.Add(record);
        }
        catch (AuditFailedException failure)
        {
            Assert.That(failure.Message, Does.Contain(_path));
        }

        var summary = records.OfType<SummaryRecord>().Single();
        Assert.That(summary.Complete, Is.False);
        Assert.That(summary.Outcome, Is.EqualTo(AuditOutcome.Incomplete).Or.EqualTo(AuditOutcome.Failed));
        Assert.That(records.OfType<HoleFinding>().Where(hole => hole.Stream == Stream), Is.Empty);
    }

    private async Task AssertUnreadableAsync(string path)
    {
        var window = new AuditRequest
        {
            Channels = [Stream.Channel],
            Start = Timestamp.Parse(First),
            End = Timestamp.Parse("2026-03-28T03"),
        };

        var report = await AuditAsync(window);

        Assert.That(report.Findings.OfType<UnreadableFinding>().Select(u => $"{u.Path}"), Is.EqualTo([path]));
        Assert.That(report.Findings.Count, Is.EqualTo(1));
        Assert.That((report.Summary.Outcome, report.Summary.Complete), Is.EqualTo((AuditOutcome.Incomplete, false)));
        Assert.That(report.Summary.Microseconds.Missing, Is.Zero);
    }

    private async Task<AuditReport> AuditAsync(AuditRequest? request = null)
    {
        await using var archive = Open();
        return await archive.AuditToReportAsync(request ?? new AuditRequest());
    }

    private SegmentArchive Open() => SegmentArchive.Open(
        _path,
        new SegmentArchiveOptions { TimeProvider = FixedTimeProvider.FarAfter },
        kind == ReaderKind.Linux ? LinuxDirectoryReader.Instance : PortableDirectoryReader.Instance);
}
