using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Faults;

/// <summary>The same on a real disk, by both readers.</summary>
[TestFixture(ReaderKind.Linux)]
[TestFixture(ReaderKind.Portable)]
internal sealed class DiskFaultTests(ReaderKind kind)
{
    private const string HourName = "2026-03-28T22";
    private ArchiveBuilder _builder = null!;

    private IDirectoryReader Reader => kind == ReaderKind.Linux ? LinuxDirectoryReader.Instance : PortableDirectoryReader.Instance;

    [SetUp]
    public void CreateArchive() => _builder = new ArchiveBuilder();

    [TearDown]
    public void DeleteArchive() => _builder.Dispose();

    [Test]
    public async Task LinksToFilesAndDirectories_CountAsWhatTheyLeadTo()
    {
        var elsewhere = _builder.PathOf("..", "elsewhere");
        Directory.CreateDirectory(elsewhere);
        await File.WriteAllBytesAsync(Path.Combine(elsewhere, "large"), new byte[1000]);
        _builder.File("c", "q", HourName, SegmentNames.Suspect("00:00", content: 1), 10)
            .Link(Path.Combine(elsewhere, "large"), "c", "q", HourName, SegmentNames.Suspect("00:00", content: 2))
            .Link(elsewhere, "c", "q", HourName, SegmentNames.Full("00:10"))
            .Link("nowhere", "c", "q", HourName, SegmentNames.Full("00:20"))
            .Link(HourName, "c", "q", "2026-03-28T23");
        await using var archive = Open();

        var report = await archive.AuditToReportAsync(new AuditRequest { IncludeHours = true });
        var sequence = await archive.SelectAsync(new StreamId("c", "q"), TimeRange.Parse(HourName, "2026-03-28T22:00:02Z"));

        var expected = new EntryCounts
        {
            Selected = 1,
            Superseded = 1,
            Foreign = 2,
        };
        Assert.That(
            report.Hours.Select(h => (h.Hour.ToString(), h.Entries)),
            Is.EqualTo([(HourName, expected), ("2026-03-28T23", expected)]));
        Assert.That(
            sequence.Segments.Single().Name,
            Is.EqualTo(SegmentNames.Suspect("00:00", content: 2)),
            "sizes are those of what links lead to");
    }

    [Test]
    public async Task LinkThatLeadsToItself_IsForeign()
    {
        var name = SegmentNames.Full("00:00");
        _builder.Link(name, "c", "q", HourName, name);
        await using var archive = Open();

        Assert.That((await archive.AuditToReportAsync(new AuditRequest())).Summary.Entries, Is.EqualTo(new EntryCounts { Foreign = 1 }));
    }

    [Test]
    public async Task DirectoryNamedLikeASegment_IsForeign()
    {
        _builder.DirectoryAt("c", "q", HourName, SegmentNames.Full("00:00")).DirectoryAt("c", "q", HourName, "x.ts");
        await using var archive = Open();

        Assert.That((await archive.AuditToReportAsync(new AuditRequest())).Summary.Entries, Is.EqualTo(new EntryCounts { Foreign = 2 }));
    }

    [Test]
    public async Task Pipe_NamedLikeASegment_IsForeign()
    {
        if (kind == ReaderKind.Portable) Assert.Ignore("the portable reader cannot tell a pipe from a file");
        _builder.DirectoryAt("c", "q", HourName);
        RawFiles.CreatePipe(System.Text.Encoding.UTF8.GetBytes(_builder.PathOf("c", "q", HourName, SegmentNames.Full("00:00"))));
        await using var archive = Open();

        Assert.That((await archive.AuditToReportAsync(new AuditRequest())).Summary.Entries, Is.EqualTo(new EntryCounts { Foreign = 1 }));
    }

    [Test]
    public async Task NamesThatAreNotUtf8_AreShownByteByByte()
    {
        if (kind == ReaderKind.Portable) Assert.Ignore("the portable reader gets its names as text");
        _builder.File("c", "q", HourName, [(byte)'a', 0xFF, 0xFE, .. ".ts"u8])
            .File("c", "q", HourName, [0x80, .. ".json"u8])
            .File("c", "q", HourName, [.. "00:00-2.0-temp-"u8, 0xC3, .. ".ts"u8])
            .File("c", "q", HourName, SegmentNames.Full("00:00"));
        await using var archive = Open();

        var report = await archive.AuditToReportAsync(new AuditRequest());

        Assert.That(report.Findings.OfType<BadNameFinding>().Single().Path.ToString(), Is.EqualTo($"{HourName}/a\\xFF\\xFE.ts"));
        Assert.That(report.Summary.Entries, Is.EqualTo(new EntryCounts { Bad = 1, Foreign = 1, Temporary = 1, Selected = 1 }));
    }

    [Test]
    public async Task FilesDeletedBetweenListingAndSizing_AreCountedAsVanished()
    {
        var first = SegmentNames.Full("00:00", content: 1);
        var second = SegmentNames.Full("00:00", content: 2);
        _builder.File("c", "q", HourName, first, 100).File("c", "q", HourName, second, 10);
        var hooks = new AuditHooks
        {
            Before = (stage, _) =>
            {
                if (stage == "select") File.Delete(_builder.PathOf("c", "q", HourName, first));
            },
        };
        await using var archive = Open();

        var report = await archive.AuditToReportAsync(new AuditRequest(), new AuditContext { Hooks = hooks });

        Assert.That(report.Summary.Entries, Is.EqualTo(new EntryCounts { Selected = 1, Vanished = 1 }));
        Assert.That(report.Findings, Is.Empty);
    }

    [Test]
    public async Task HourDeletedBeforeItIsListed_IsAsIfItHadNeverBeenThere()
    {
        _builder.File("c", "q", HourName, SegmentNames.Full("00:00")).File("c", "q", "2026-03-28T23", SegmentNames.Full("00:00"));
        var hooks = new AuditHooks
        {
            Before = (stage, hour) =>
            {
                if (stage == "list" && hour?.ToString() == "2026-03-28T23")
                    Directory.Delete(_builder.PathOf("c", "q", "2026-03-28T23"), recursive: true);
            },
        };
        await using var archive = Open();

        var report = await archive.AuditToReportAsync(new AuditRequest(), new AuditContext { Hooks = hooks });

        Assert.That(report.Streams.Single().Hours, Is.EqualTo(1));
        Assert.That(report.Findings, Is.Empty);
    }

    [Test]
    public async Task FileInPlaceOfAnHour_IsStray()
    {
        _builder.File("c", "q", HourName, SegmentNames.Full("00:00"));
        await File.WriteAllTextAsync(_builder.PathOf("c", "q", "2026-03-28T23"), "");
        await File.WriteAllTextAsync(_builder.PathOf("c", "notes"), "");
        await File.WriteAllTextAsync(_builder.PathOf("readme"), "");
        await using var archive = Open();

        var report = await archive.AuditToReportAsync(new AuditRequest());

        Assert.That(report.Findings.Cast<StrayFinding>().Select(s => $"{s.Path}"), Is.EqualTo(["c/notes", "readme", "c/q/2026-03-28T23"]));
        Assert.That(report.Summary.Outcome, Is.EqualTo(AuditOutcome.Success));
    }

    [Test]
    public async Task ManyNames_InOneDirectory_AreAllSeen()
    {
        const int count = 20_000;
        for (var i = 0; i < count; i++)
        {
            var name = string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{i / 60 % 60:D2}:{i % 60:D2}.{i:D6}-0.01-full-{new string('A', 43)}.ts");
            _builder.File("c", "q", HourName, name);
        }

        await using var archive = Open();

        Assert.That(
            (await archive.AuditToReportAsync(new AuditRequest())).Summary.Entries,
            Is.EqualTo(new EntryCounts { Selected = count }));
    }

    [Test]
    public async Task MissingRoot_IsAFailureThatNamesIt()
    {
        await using var archive = SegmentArchive.Open(_builder.PathOf("nowhere"), null, Reader);

        var failure = await Assert.ThrowsAsync<AuditFailedException>(() => archive.AuditToReportAsync(new AuditRequest()));
        await Assert.CatchAsync<AuditFailedException>(() =>
            archive.SelectAsync(new StreamId("c", "q"), TimeRange.Parse(HourName, "2026-03-28T23")));

        Assert.That(failure!.Message, Does.Contain(_builder.PathOf("nowhere")));
    }

    [Test]
    public async Task RootThatIsAFile_IsAFailureThatNamesIt()
    {
        await File.WriteAllTextAsync(_builder.PathOf("file"), "");
        await using var archive = SegmentArchive.Open(_builder.PathOf("file"), null, Reader);

        var failure = await Assert.ThrowsAsync<AuditFailedException>(() => archive.AuditToReportAsync(new AuditRequest()));

        Assert.That(failure!.Message, Does.Contain(_builder.PathOf("file")));
    }

    [TestCase("c/q", "")]
    [TestCase("c", "")]
    public async Task RootOneLevelOff_SaysWhichLevelWasMeant(string root, string meant)
    {
        _builder.File("c", "q", HourName, SegmentNames.Full("00:00"));
        await using var archive = SegmentArchive.Open(_builder.PathOf(root.Split('/')), null, Reader);

        var failure = await Assert.ThrowsAsync<AuditFailedException>(() => archive.AuditToReportAsync(new AuditRequest()));

        Assert.That(failure!.Message, Does.EndWith(meant.Length == 0 ? _builder.Root : _builder.PathOf(meant)));
    }

    private SegmentArchive Open() =>
        SegmentArchive.Open(_builder.Root, new SegmentArchiveOptions { TimeProvider = FixedTimeProvider.FarAfter }, Reader);
}
