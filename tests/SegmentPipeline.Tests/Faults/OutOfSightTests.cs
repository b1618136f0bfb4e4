using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Faults;

/// <summary>Directories that are taken away or replaced while they are read: what lay in them is unreadable, not absent.</summary>
[TestFixture(ReaderKind.Linux)]
[TestFixture(ReaderKind.Portable)]
internal sealed class OutOfSightTests(ReaderKind kind)
{
    private const string First = "2026-03-28T00";
    private const string Second = "2026-03-28T01";
    private const string Third = "2026-03-28T02";
    private static readonly StreamId Stream = new("c", "q");
    private ArchiveBuilder _builder = null!;

    [SetUp]
    public void CreateArchive()
    {
        _builder = new ArchiveBuilder();
        foreach (var hour in (string[])[First, Second, Third]) _builder.File("c", "q", hour, SegmentNames.Full("00:00", "3600"));
        _builder.File("d", "q", First, SegmentNames.Full("00:00", "3600"));
    }

    [TearDown]
    public void DeleteArchive() => _builder.Dispose();

    [Test]
    public async Task Root_ReplacedByAnEmptyDirectory_IsNeverACompleteAuditWithHoles()
    {
        var records = new List<AuditRecord>();
        var failure = await AuditAsync(records, new AuditRequest(), BeforeListing(Second, () => Replace("")));

        var summary = records.OfType<SummaryRecord>().Single();
        Assert.That(summary.Complete, Is.False);
        Assert.That(records.OfType<HoleFinding>(), Is.Empty);
        if (kind == ReaderKind.Portable)
        {
            Assert.That(summary.Outcome, Is.EqualTo(AuditOutcome.Incomplete), "this reader only sees that the stream is gone");
            return;
        }

        Assert.That(failure!.Message, Does.Contain(_builder.Root).And.Contain("unmounted"));
        Assert.That(summary.Outcome, Is.EqualTo(AuditOutcome.Failed));
    }

    [Test]
    public async Task Root_ReplacedByACopy_IsAFailureAtTheEnd()
    {
        if (kind == ReaderKind.Portable) Assert.Ignore("the portable reader cannot tell one directory from another");
        var records = new List<AuditRecord>();
        var failure = await AuditAsync(records, new AuditRequest(), BeforeListing(Second, () =>
        {
            Replace("");
            foreach (var hour in (string[])[First, Second, Third]) _builder.File("c", "q", hour, SegmentNames.Full("00:00", "3600"));
            _builder.File("d", "q", First, SegmentNames.Full("00:00", "3600"));
        }));

        Assert.That(failure!.Message, Does.Contain("replaced"));
        Assert.That(records.OfType<SummaryRecord>().Single().Complete, Is.False);
    }

    [TestCase("c")]
    [TestCase("c/q")]
    public async Task ChannelOrStream_TakenAway_LeavesItsOtherHoursUnknown(string path)
    {
        var records = new List<AuditRecord>();
        await AuditAsync(
            records,
            new AuditRequest(),
            BeforeListing(Second, () => Directory.Move(_builder.PathOf(path), _builder.PathOf("..", "elsewhere"))));

        Assert.That(records.OfType<UnreadableFinding>().Select(u => $"{u.Path}"), Is.EqualTo([$"c/q/{Second}", $"c/q/{Third}"]));
        Assert.That(records.OfType<HoleFinding>(), Is.Empty);
        var summary = records.OfType<SummaryRecord>().Single();
        Assert.That((summary.Outcome, summary.Complete, summary.Streams), Is.EqualTo((AuditOutcome.Incomplete, false, 2)));
    }

    [Test]
    public async Task Stream_TakenAwayWithAWindow_IsUnknownAndNoHole()
    {
        var records = new List<AuditRecord>();
        var request = new AuditRequest { Start = Timestamp.Parse(First), End = Timestamp.Parse("2026-03-28T03"), Channels = ["c"] };

        await AuditAsync(
            records,
            request,
            BeforeListing(Third, () => Directory.Move(_builder.PathOf("c"), _builder.PathOf("..", "elsewhere"))));

        var figures = records.OfType<StreamRecord>().Single();
        Assert.That(figures.Microseconds, Is.EqualTo(new ClassMicroseconds
        {
            Full = 2 * Timestamp.MicrosecondsPerHour,
            Suspect = 0,
            Partial = 0,
            Missing = 0,
            Unknown = Timestamp.MicrosecondsPerHour,
        }));
    }

    [Test]
    public async Task Stream_ReplacedByACopy_IsUnreadable()
    {
        if (kind == ReaderKind.Portable) Assert.Ignore("the portable reader cannot tell one directory from another");
        var records = new List<AuditRecord>();
        await AuditAsync(records, new AuditRequest(), BeforeListing(Second, () =>
        {
            Replace("c/q");
            foreach (var hour in (string[])[First, Second, Third]) _builder.File("c", "q", hour, SegmentNames.Full("00:00", "3600"));
        }));

        Assert.That(records.OfType<UnreadableFinding>().Select(u => $"{u.Path}"), Is.EqualTo(["c/q"]));
        Assert.That(records.OfType<SummaryRecord>().Single().Outcome, Is.EqualTo(AuditOutcome.Incomplete));
    }

    /// <remarks>So many streams come before it that it is not held open; then its inode may pass to the directory that takes its
    /// place.</remarks>
    [TestCase(First, "c/q")]
    [TestCase("", "c/q/2026-03-28T01", "c/q/2026-03-28T02", "c/q")]
    public async Task Stream_OfManyMadeAnew_IsUnreadable(string left, params string[] unreadable)
    {
        if (kind == ReaderKind.Portable) Assert.Ignore("the portable reader cannot tell one directory from another");
        for (var i = 0; i < 100; i++) _builder.File($"b{i:D2}", "q", First, SegmentNames.Full("00:00", "3600"));
        var records = new List<AuditRecord>();
        await AuditAsync(records, new AuditRequest(), BeforeListing(Second, () =>
        {
            Directory.Delete(_builder.PathOf("c", "q"), recursive: true);
            _builder.DirectoryAt("c", "q");
            if (left.Length > 0)
            {
                foreach (var hour in (string[])[First, Second, Third]) _builder.File("c", "q", hour, SegmentNames.Full("00:00", "3600"));
            }
        }));

        Assert.That(records.OfType<UnreadableFinding>().Select(u => $"{u.Path}"), Is.EqualTo(unreadable));
        Assert.That(records.OfType<HoleFinding>(), Is.Empty);
        Assert.That(records.OfType<SummaryRecord>().Single().Outcome, Is.EqualTo(AuditOutcome.Incomplete));
    }

    [Test]
    public async Task Hour_DeletedAlone_IsAbsentAsBefore()
    {
        var records = new List<AuditRecord>();
        await AuditAsync(
            records,
            new AuditRequest(),
            BeforeListing(Third, () => Directory.Delete(_builder.PathOf("c", "q", Third), recursive: true)));

        Assert.That(records.OfType<Finding>(), Is.Empty);
        Assert.That(records.OfType<SummaryRecord>().Single().Complete, Is.True);
    }

    [Test]
    public async Task Files_OutOfSightWhenTheyAreSized_AreUnreadableAndNotVanished()
    {
        var rival = SegmentNames.Full("00:00", "3600", content: 1);
        _builder.File("c", "q", Second, rival, 10);
        var hooks = new AuditHooks
        {
            Before = (stage, hour) =>
            {
                if (stage == "select" && hour?.ToString() == Second && Directory.Exists(_builder.PathOf("c")))
                    Directory.Move(_builder.PathOf("c"), _builder.PathOf("..", "elsewhere"));
            },
        };
        var records = new List<AuditRecord>();

        await AuditAsync(records, new AuditRequest { Channels = ["c"] }, new AuditContext { Parallelism = 1, Hooks = hooks });

        Assert.That(records.OfType<UnreadableFinding>().Select(u => $"{u.Path}"), Does.Contain($"c/q/{Second}/{rival}"));
        Assert.That(records.OfType<SummaryRecord>().Single().Entries.Vanished, Is.Zero);
    }

    private static AuditContext BeforeListing(string hour, Action act)
    {
        var isDone = false;
        return new AuditContext
        {
            Parallelism = 1,
            Hooks = new AuditHooks
            {
                HoursOfMessage = 1,
                Before = (stage, at) =>
                {
                    if (isDone || stage != "list" || at?.ToString() != hour) return;
                    isDone = true;
                    act();
                },
            },
        };
    }

    private async Task<AuditFailedException?> AuditAsync(List<AuditRecord> records, AuditRequest request, AuditContext context)
    {
        var options = new SegmentArchiveOptions { TimeProvider = FixedTimeProvider.FarAfter };
        await using var archive = SegmentArchive.Open(
            _builder.Root, options, kind == ReaderKind.Linux ? LinuxDirectoryReader.Instance : PortableDirectoryReader.Instance);
        try
        {
            await foreach (var record in archive.AuditAsync(request, context)) records.Add(record);
            return null;
        }
        catch (AuditFailedException failure)
        {
            return failure;
        }
    }

    private void Replace(string path)
    {
        Directory.Move(_builder.PathOf(path.Split('/')).TrimEnd('/'), _builder.PathOf("..", "replaced"));
        Directory.CreateDirectory(_builder.PathOf(path.Split('/')));
    }
}
