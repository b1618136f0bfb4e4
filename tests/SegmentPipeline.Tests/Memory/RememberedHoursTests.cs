using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Memory;

/// <summary>Which hours are read again, and what is remembered of them.</summary>
internal sealed class RememberedHoursTests
{
    private const int Hours = 40;
    private static readonly string SomeHour = RegularArchive.PathOf(7);
    private static readonly (StreamId, Hour) Some = (RegularArchive.Stream, new Hour(RegularArchive.Start.Hour.SinceEpoch + 7));

    [Test]
    public async Task SecondAudit_NothingChanged_ListsNoHour()
    {
        var reader = new InMemoryReader(RegularArchive.Of(Hours));
        var memory = await FillAsync(reader);

        await AuditAsync(reader, memory);

        Assert.That(ListingsOfHours(reader), Is.All.EqualTo(1).And.Exactly(Hours).Items);
        Assert.That(memory.Remembered, Is.EqualTo(Hours));
    }

    [Test]
    public async Task SecondAudit_SomeHoursChanged_ListsThese()
    {
        var reader = new InMemoryReader(RegularArchive.Of(Hours));
        var memory = await FillAsync(reader);

        reader.Change(tree => tree.Hour("2026-03-28T07").File("another.json"));
        var records = await AuditAsync(reader, memory);

        Assert.That(reader.Listings[SomeHour], Is.EqualTo(2));
        Assert.That(memory.Remembered, Is.EqualTo(Hours + 1));
        Assert.That(records.OfType<SummaryRecord>().Single().Entries.Foreign, Is.EqualTo(1));
    }

    [TestCase(0, false)]
    [TestCase(2, false)]
    [TestCase(3, true)]
    public async Task Digest_OfADirectoryThatChangedSoLongBefore_IsTrusted(int seconds, bool isTrusted)
    {
        var tree = RegularArchive.Of(1);
        var version = tree.Hour("2026-03-28T00").Version;
        var now = new Timestamp((version + seconds) * Timestamp.MicrosecondsPerSecond);
        var memory = new DictionaryMemory();
        await using var opened = OpenedArchive.Open(new InMemoryReader(tree), now);

        await opened.Archive.AuditToReportAsync(new AuditRequest(), new AuditContext { Memory = memory });

        Assert.That(memory.Digests.Values.Single().IsTrusted, Is.EqualTo(isTrusted));
    }

    /// <remarks>What root has read must not answer for a directory that the next user may not read.</remarks>
    [TestCase(true, 0)]
    [TestCase(false, 1)]
    public async Task SecondAudit_OfAnotherUser_ReadsWhatThatOneMayNotBeToldFromMemory(bool mayRead, int listings)
    {
        var reader = new InMemoryReader(RegularArchive.Of(Hours)) { MayReadAll = mayRead };
        var memory = await FillAsync(reader);
        memory.Digests[Some] = memory.Digests[Some] with { Reader = memory.Digests[Some].Reader + 1 };

        await AuditAsync(reader, memory);

        Assert.That(reader.Listings[SomeHour], Is.EqualTo(1 + listings));
        Assert.That(ListingsOfHours(reader).Sum(), Is.EqualTo(Hours + listings), "of the others nobody is asked");
    }

    [Test]
    public async Task Audit_OfWhichTheMemoryIsDamaged_ReadsThatHourAndSaysSo()
    {
        var reader = new InMemoryReader(RegularArchive.Of(Hours));
        var memory = await FillAsync(reader);
        memory.Damaged.Add(Some);

        var records = await AuditAsync(reader, memory);

        Assert.That(records.OfType<StaleLedgerFinding>().Single().Path.ToString(), Is.EqualTo(SomeHour));
        Assert.That(ListingsOfHours(reader).Sum(), Is.EqualTo(Hours + 1));
    }

    [Test]
    [Platform("Linux")]
    public void Number_OfTheSameUser_IsTheSame()
    {
        var number = SegmentPipeline.ReaderNumber.OfThisProcess();

        Assert.That(number, Is.Not.Zero);
        Assert.That(SegmentPipeline.ReaderNumber.OfThisProcess(), Is.EqualTo(number));
    }

    [Test]
    public async Task SecondAudit_ChoicesNeededSizes_AsksForNone()
    {
        var reader = new InMemoryReader(RegularArchive.Of(Hours));
        var memory = await FillAsync(reader);
        var asked = reader.Sizings;

        await AuditAsync(reader, memory);

        Assert.That((asked, reader.Sizings), Is.EqualTo((2 * Hours, 2 * Hours)));
    }

    [TestCase(20, 0)]
    [TestCase(30, 1)]
    public async Task Check_FileWrittenOver_FindsItsSizeChanged(long sizeBytes, int findings)
    {
        var reader = new InMemoryReader(RegularArchive.Of(Hours));
        var memory = await FillAsync(reader);
        reader.Change(tree => tree.Hour("2026-03-28T07").WriteOver(SegmentNames.Full("00:00", content: 2), sizeBytes));

        var before = await AuditAsync(reader, memory);
        memory.IsDue = hour => hour == Some.Item2;
        var after = await AuditAsync(reader, memory);

        Assert.That(before.OfType<StaleLedgerFinding>(), Is.Empty, "no turn has come yet");
        Assert.That(
            after.OfType<StaleLedgerFinding>().Select(finding => $"{finding.Path}"),
            Is.EqualTo(Enumerable.Repeat(SomeHour, findings)));
    }

    [Test]
    public async Task Check_HourIsNotAsRemembered_IsAFindingAndReadsAll()
    {
        var reader = new InMemoryReader(RegularArchive.Of(Hours));
        var memory = await FillAsync(reader);
        var full = await AuditAsync(reader, memory: null);
        memory.Digests[Some] = memory.Digests[Some] with
        {
            Facts = memory.Digests[(RegularArchive.Stream, Some.Item2.Next)].Facts,
            Names = ReadOnlyMemory<byte>.Empty,
        };
        memory.IsDue = hour => hour == Some.Item2;

        var records = await AuditAsync(reader, memory);

        var stale = records.OfType<StaleLedgerFinding>().Single();
        Assert.That(stale.Path.ToString(), Is.EqualTo(SomeHour));
        Assert.That(records.OfType<SummaryRecord>().Single().Findings.StaleLedger, Is.EqualTo(1));
        Assert.That(records.OfType<HoleFinding>(), Is.EqualTo(full.OfType<HoleFinding>()));
        Assert.That(reader.Listings[RegularArchive.PathOf(20)], Is.EqualTo(3), "after a stale hour nothing else may be taken from memory");
    }

    [Test]
    public async Task Check_HoursAreAsRemembered_FindsNothingAndReadsOnlyThem()
    {
        var reader = new InMemoryReader(RegularArchive.Of(Hours));
        var memory = await FillAsync(reader);
        memory.IsDue = hour => hour == Some.Item2;

        var records = await AuditAsync(reader, memory);

        Assert.That(records.OfType<StaleLedgerFinding>(), Is.Empty);
        Assert.That(reader.Listings[SomeHour], Is.EqualTo(2));
        Assert.That(ListingsOfHours(reader).Sum(), Is.EqualTo(Hours + 1));
    }

    [Test]
    public async Task SecondAudit_FactsAreBroken_ReadsTheHour([Range(0, 60, 6)] int length)
    {
        var reader = new InMemoryReader(RegularArchive.Of(Hours));
        var memory = await FillAsync(reader);
        memory.Digests[Some] = memory.Digests[Some] with { Facts = memory.Digests[Some].Facts[..length] };

        await AuditAsync(reader, memory);

        Assert.That(reader.Listings[SomeHour], Is.EqualTo(2));
    }

    [Test]
    public async Task Digest_OfAnHour_KnowsItsSelectedSegments()
    {
        var memory = await FillAsync(new InMemoryReader(RegularArchive.Of(1)));

        var segments = memory.Digests.Values.Single().SegmentsOf(new StreamId("c", "q"), RegularArchive.Start.Hour).ToList();

        Assert.That(segments.Select(segment => $"{segment.Path}"), Is.EqualTo(new[]
        {
            $"2026-03-28T00/{SegmentNames.Full("00:00", content: 2)}",
            $"2026-03-28T00/{SegmentNames.Full("00:04", "3596.0")}",
        }));
        Assert.That(segments[1].Range, Is.EqualTo(RegularArchive.Within(0, 4, 3600)));
    }

    [TestCase(2, false)]
    [TestCase(3, true)]
    public async Task Digest_OfASizedFileThatChangedSoLongBefore_IsTrusted(int seconds, bool isTrusted)
    {
        using var archive = ArchiveBuilder.Of(RegularArchive.Of(1));
        var changed = FixedTimeProvider.FarAfter.GetUtcNow();
        File.SetLastWriteTimeUtc(archive.PathOf("c", "q", "2026-03-28T00", SegmentNames.Full("00:00", content: 1)), changed.UtcDateTime);
        var now = new Timestamp((changed.ToUnixTimeSeconds() + seconds) * Timestamp.MicrosecondsPerSecond);
        var memory = new DictionaryMemory();
        await using var opened = SegmentArchive.Open(
            archive.Root,
            new SegmentArchiveOptions { TimeProvider = new FixedTimeProvider(now) },
            LinuxDirectoryReader.Instance);

        await opened.AuditToReportAsync(new AuditRequest(), new AuditContext { Memory = memory });

        Assert.That(memory.Digests.Values.Single().IsTrusted, Is.EqualTo(isTrusted));
    }

    [Test]
    public async Task Digest_OfAnHourWithALink_IsNotTrusted()
    {
        var tree = new ArchiveTree();
        tree.Hour("2026-03-28T00").File(SegmentNames.Full("00:00"));
        tree.Hour("2026-03-28T01").Add(new TreeEntry(SegmentNames.Full("00:00"), EntryKind.File) { ThroughLink = true });
        var memory = new DictionaryMemory();
        await using var opened = OpenedArchive.Open(tree, ReaderKind.Linux);

        await opened.Archive.AuditToReportAsync(new AuditRequest(), new AuditContext { Memory = memory });

        Assert.That(
            memory.Digests.Where(digest => digest.Value.IsTrusted).Select(digest => digest.Key.Hour.ToString()),
            Is.EqualTo(["2026-03-28T00"]));
        Assert.That(memory.Digests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Digest_OfAnHourWithAnEntryThatCannotBeTold_IsNotTrusted()
    {
        var tree = RegularArchive.Of(2);
        tree.Hour("2026-03-28T01").Add(new TreeEntry(SegmentNames.Full("00:02"), EntryKind.File) { KindFault = "Stale file handle" });

        var memory = await FillAsync(new InMemoryReader(tree));

        Assert.That(
            memory.Digests.Where(digest => digest.Value.IsTrusted).Select(digest => digest.Key.Hour.ToString()),
            Is.EqualTo(["2026-03-28T00"]));
    }

    private static async Task<DictionaryMemory> FillAsync(InMemoryReader reader)
    {
        var memory = new DictionaryMemory();
        await AuditAsync(reader, memory);
        return memory;
    }

    private static async Task<List<AuditRecord>> AuditAsync(InMemoryReader reader, IHourMemory? memory)
    {
        await using var opened = OpenedArchive.Open(reader);
        return await opened.Archive.AuditAsync(new AuditRequest(), new AuditContext { Memory = memory }).ToListAsync();
    }

    private static List<int> ListingsOfHours(InMemoryReader reader) =>
        [.. reader.Listings.Where(listing => listing.Key.StartsWith("c/q/", StringComparison.Ordinal)).Select(listing => listing.Value)];
}
