using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Faults;

/// <summary>Directories that the file system itself refuses to list, whoever runs the tests.</summary>
[TestFixture(ReaderKind.Linux)]
[TestFixture(ReaderKind.Portable)]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
internal sealed class PermissionTests(ReaderKind kind)
{
    private const string FirstHour = "2026-03-28T22";
    private const string SecondHour = "2026-03-28T23";
    private const UnixFileMode Everything = (UnixFileMode)0x1FF;
    private const UnixFileMode Nothing = UnixFileMode.None;
    private const UnixFileMode NamesOnly = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly List<string> _closed = [];
    private ArchiveBuilder _builder = null!;

    [SetUp]
    public void CreateArchive()
    {
        _builder = new ArchiveBuilder();
        File.SetUnixFileMode(Path.GetDirectoryName(_builder.Root)!, Everything);
        _builder.File("c", "q", FirstHour, SegmentNames.Full("59:58")).File("c", "q", SecondHour, SegmentNames.Full("00:00"))
            .File("d", "q", FirstHour, SegmentNames.Full("00:00"));
    }

    [TearDown]
    public void DeleteArchive()
    {
        foreach (var path in _closed) File.SetUnixFileMode(path, Everything);
        _closed.Clear();
        _builder.Dispose();
    }

    [Test]
    public async Task HourWithoutPermission_IsUnreadableAndTheRestIsAudited()
    {
        Close(Nothing, "c", "q", SecondHour);
        var report = await Audit();

        var finding = report.Findings.OfType<UnreadableFinding>().Single();
        Assert.That(finding.Path.ToString(), Is.EqualTo($"c/q/{SecondHour}"));
        Assert.That(finding.Cause, Does.Contain("denied").IgnoreCase);
        Assert.That(report.Summary.Entries, Is.EqualTo(new EntryCounts { Selected = 2 }));
        Assert.That(report.Summary.Outcome, Is.EqualTo(AuditOutcome.Incomplete));
    }

    [TestCase("c")]
    [TestCase("c/q")]
    public async Task LevelWithoutPermission_IsUnreadableAndOtherStreamsAreAudited(string path)
    {
        Close(Nothing, path.Split('/'));
        var report = await Audit();

        Assert.That(report.Findings.Cast<UnreadableFinding>().Select(u => $"{u.Path}"), Is.EqualTo([path]));
        Assert.That(report.Streams.Single(s => s.Stream.Channel == "d").Entries.Selected, Is.EqualTo(1));
    }

    [Test]
    public async Task RootWithoutPermission_CannotBeAudited()
    {
        Close(Nothing);
        await using var archive = Open();

        var failure = await Assert.ThrowsAsync<AuditFailedException>(() => archive.AuditToReportAsync(new AuditRequest()));

        Assert.That(failure!.Message, Does.Contain(_builder.Root).And.Contain("denied").IgnoreCase);
    }

    [Test]
    public async Task NamesWithoutSizes_AreFindingsWhereAChoiceNeedsThem()
    {
        var rivals = new[] { SegmentNames.Full("00:10", content: 1), SegmentNames.Full("00:10", content: 2) };
        foreach (var rival in rivals) _builder.File("c", "q", SecondHour, rival, 10);
        Close(NamesOnly, "c", "q", SecondHour);
        var report = await Audit();

        // The portable reader cannot tell such a name from one whose kind the file system keeps to itself.
        var untold = kind == ReaderKind.Portable ? rivals.Append(SegmentNames.Full("00:00")) : rivals;
        Assert.That(
            report.Findings.OfType<UnreadableFinding>().Select(u => $"{u.Path}"),
            Is.EqualTo(untold.Select(rival => $"c/q/{SecondHour}/{rival}").Order(StringComparer.Ordinal)));
        Assert.That(report.Summary.Entries, Is.EqualTo(
                kind == ReaderKind.Portable
                    ? new EntryCounts { Selected = 2, Unreadable = 3 }
                    : new EntryCounts { Selected = 4, Superseded = 1 }
            ));
    }

    [Test]
    public async Task FileBehindALinkThatCannotBeFollowed_IsUnreadableAndNeverAHole()
    {
        var name = SegmentNames.Full("00:10");
        _builder.File("c", "q", SecondHour, SegmentNames.Full("00:20")).Link(BehindAClosedDoor("file"), "c", "q", SecondHour, name);
        await using var archive = Open();

        var report = await archive.AuditToReportAsync(new AuditRequest());
        var sequence = await archive.SelectAsync(new StreamId("c", "q"), TimeRange.Parse(SecondHour, "2026-03-28T23:00:22Z"));
        var why = await archive.ExplainAsync(new StreamId("c", "q"), Timestamp.Parse("2026-03-28T23:00:11Z"));

        Assert.That(report.Findings.Cast<UnreadableFinding>().Select(u => $"{u.Path}"), Is.EqualTo([$"c/q/{SecondHour}/{name}"]));
        Assert.That(report.Summary.Entries, Is.EqualTo(new EntryCounts { Selected = 4, Unreadable = 1 }));
        Assert.That(report.Summary.Microseconds.Unknown, Is.EqualTo(18_000_000));
        Assert.That(report.Summary.Outcome, Is.EqualTo(AuditOutcome.Incomplete));
        Assert.That(sequence.Unreadable.Select(u => $"{u.Path}"), Is.EqualTo([$"c/q/{SecondHour}/{name}"]));
        Assert.That(why.Class, Is.EqualTo(CoverageClass.Unknown));
        Assert.That(why.Unreadable.Select(u => $"{u.Path}"), Is.EqualTo([$"c/q/{SecondHour}/{name}"]));
        Assert.That(why.Entries.Single(entry => entry.Fate == EntryFate.Unreadable).Path.ToString(), Is.EqualTo($"{SecondHour}/{name}"));
    }

    [TestCase("c", "q", "2026-03-29T00")]
    [TestCase("c", "another")]
    [TestCase("another")]
    public async Task DirectoryBehindALinkThatCannotBeFollowed_IsUnreadable(params string[] path)
    {
        _builder.Link(BehindAClosedDoor("directory"), path);
        var report = await Audit();

        Assert.That(report.Findings.Cast<UnreadableFinding>().Select(u => $"{u.Path}"), Is.EqualTo([string.Join('/', path)]));
        Assert.That(report.Summary.Outcome, Is.EqualTo(AuditOutcome.Incomplete));
    }

    [TestCase("c", "q", "2026-03-29T00")]
    [TestCase("c", "another")]
    [TestCase("another")]
    public async Task DirectoryBehindALinkThatLeadsNowhere_IsStray(params string[] path)
    {
        foreach (
            var target in (string[])
                ["nowhere", path[^1], Path.Combine(_builder.Root, "c", "q", FirstHour, SegmentNames.Full("59:58"), "file-before-a-slash")])
        {
            _builder.Link(target, path);
            var report = await Audit();
            File.Delete(_builder.PathOf(path));

            Assert.That(report.Findings.Cast<StrayFinding>().Select(s => $"{s.Path}"), Is.EqualTo([string.Join('/', path)]), target);
            Assert.That(report.Summary.Outcome, Is.EqualTo(AuditOutcome.Success), target);
        }
    }

    /// <summary>The path of something in a directory that nobody may search.</summary>
    private string BehindAClosedDoor(string name)
    {
        Directory.CreateDirectory(_builder.PathOf("..", "closed", name));
        Close(Nothing, "..", "closed");
        return Path.GetFullPath(_builder.PathOf("..", "closed", name));
    }

    private async Task<AuditReport> Audit()
    {
        await using var archive = Open();
        return await archive.AuditToReportAsync(new AuditRequest());
    }

    private SegmentArchive Open() => SegmentArchive.Open(
        _builder.Root,
        new SegmentArchiveOptions { TimeProvider = FixedTimeProvider.FarAfter },
        new ReaderAsNobody(kind == ReaderKind.Linux ? LinuxDirectoryReader.Instance : PortableDirectoryReader.Instance));

    private void Close(UnixFileMode mode, params string[] path)
    {
        _closed.Add(_builder.PathOf(path));
        File.SetUnixFileMode(_closed[^1], mode);
    }

    /// <summary>Reads without the powers that the tests may have: nothing stops the super-user, so each question is asked as nobody.
    /// Linux keeps that identity for each thread.</summary>
    private sealed class ReaderAsNobody(IDirectoryReader reader) : IDirectoryReader
    {
        private const uint Nobody = 65_534;

        public ReadOutcome List(DirectoryPath directory, NameList names)
        {
            var before = setfsuid(Nobody);
            try
            {
                return reader.List(directory, names);
            }
            finally
            {
                _ = setfsuid((uint)before);
            }
        }

        public ReadOutcome SizeOf(DirectoryPath directory, ReadOnlySpan<byte> name, out long sizeBytes)
        {
            var before = setfsuid(Nobody);
            try
            {
                return reader.SizeOf(directory, name, out sizeBytes);
            }
            finally
            {
                _ = setfsuid((uint)before);
            }
        }

        public DirectoryFingerprint? FingerprintOf(DirectoryPath directory) => null;

        public IHeldDirectory Hold(DirectoryPath directory) => reader.Hold(directory);

        public IHeldDirectory Note(DirectoryPath directory) => reader.Note(directory);

        [DllImport("libc")]
        private static extern int setfsuid(uint user);
    }
}
