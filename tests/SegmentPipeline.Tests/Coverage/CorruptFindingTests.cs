using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Coverage;

/// <summary>Files that a verification found corrupt, as an audit tells them.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class CorruptFindingTests
{
    private const string Hour = "2026-03-28T22";
    private static readonly StreamId Stream = new("c", "q");
    private readonly ArchiveTree _tree = new();
    private readonly DictionaryMemory _memory = new();

    [Test]
    public async Task CorruptFile_ThatIsStillThere_IsToldInItsPlace()
    {
        File(0, 2, 6);
        Corrupt(2, 0);

        var report = await AuditAsync();

        Assert.That(
            report.Findings.Select(finding => finding is CorruptFinding corrupt ? $"{corrupt.File.Path}" : "hole"),
            Is.EqualTo([PathOf(0), PathOf(2), "hole"]));
        Assert.That(((CorruptFinding)report.Findings[0]).File, Is.EqualTo(_memory.Corrupt[1]));
        Assert.That(report.Summary.Findings.Corrupt, Is.EqualTo(2));
        Assert.That(report.Streams[0].Microseconds.Full, Is.EqualTo(6_000_000));
    }

    [TestCase(FailOn.Hole, AuditOutcome.Success)]
    [TestCase(FailOn.Corrupt, AuditOutcome.Findings)]
    public async Task CorruptFile_FailsAnAuditFromItsLevelOn(FailOn level, AuditOutcome outcome)
    {
        File(0, 2);
        Corrupt(0);

        Assert.That((await AuditAsync(new AuditRequest { FailOn = level })).Summary.Outcome, Is.EqualTo(outcome));
    }

    [Test]
    public async Task CorruptFile_ThatIsGoneOrWithdrawnOrNamedOtherwise_IsNotTold()
    {
        File(0, 4, 8);
        _tree.Hour(Hour).File(SegmentNames.Full("00:04")[..^3] + ".tombstone");
        Corrupt(2, 4);
        _memory.Corrupt.Add(FileAt(6) with { Path = Places.Entry(Stream, $"2026-03-28T23/{SegmentNames.Full("00:08")}") });

        Assert.That((await AuditAsync()).Summary.Findings.Corrupt, Is.Zero);
    }

    [Test]
    public async Task CorruptFile_OutsideTheWindow_IsNotTold()
    {
        File(0, 2, 4);
        Corrupt(0, 2, 4);

        var report = await AuditAsync(new AuditRequest
        {
            Start = Timestamp.Parse($"{Hour}:00:02Z"),
            End = Timestamp.Parse($"{Hour}:00:04Z"),
        });

        Assert.That(report.Findings.OfType<CorruptFinding>().Single().File.Path, Is.EqualTo(_memory.Corrupt[1].Path));
    }

    [Test]
    public async Task CorruptFile_SaysWhetherItIsSelectedNow([Values] bool isSuperseded)
    {
        _tree.Hour(Hour).File(SegmentNames.Suspect("00:00"), 5000);
        if (isSuperseded) File(0);
        _memory.Corrupt.Add(FileAt(0) with
        {
            Path = Places.Entry(Stream, $"{Hour}/{SegmentNames.Suspect("00:00")}"),
            IsSelected = isSuperseded,
        });

        var told = (await AuditAsync()).Findings.OfType<CorruptFinding>().Single();

        Assert.That(told.File.IsSelected, Is.EqualTo(!isSuperseded));
    }

    /// <remarks>The other hour is recalled in the second audit; this one is read in each.</remarks>
    [Test]
    public async Task CorruptFile_OfAnHourThatHasNotChanged_IsToldAgain_AndNoMoreOnceItIsMended()
    {
        File(0, 2);
        _tree.Hour("2026-03-28T23").File(SegmentNames.Full("00:00"));
        Corrupt(2);
        var reader = new InMemoryReader(_tree);
        await using var opened = OpenedArchive.Open(reader);
        var context = new AuditContext { Memory = _memory };

        var first = await opened.Archive.AuditToReportAsync(new AuditRequest(), context);
        var second = await opened.Archive.AuditToReportAsync(new AuditRequest(), context);
        _memory.Corrupt.Clear();
        var third = await opened.Archive.AuditToReportAsync(new AuditRequest(), context);

        Assert.That(second.Findings, Is.EqualTo(first.Findings));
        Assert.That((second.Summary.Findings.Corrupt, third.Summary.Findings.Corrupt), Is.EqualTo((1, 0)));
        Assert.That(
            (reader.Listings[$"c/q/{Hour}"], reader.Listings["c/q/2026-03-28T23"]),
            Is.EqualTo((2, 1)));
    }

    [TestCase(AuditTrust.Names, 4_000_000, 0)]
    [TestCase(AuditTrust.Verified, 2_000_000, 2_000_000)]
    public async Task CorruptSegment_IfVerificationsAreBelieved_CountsAsSuspectAtBest(AuditTrust trust, long full, long suspect)
    {
        File(0, 2);
        _tree.Hour(Hour).File(SegmentNames.Partial("00:04"));
        Corrupt(2, 6);
        var partial = Places.Entry(Stream, $"{Hour}/{SegmentNames.Partial("00:04")}");
        _memory.Corrupt.Add(FileAt(4) with { Path = partial, Kind = SegmentKind.Partial });
        await using var opened = OpenedArchive.Open(_tree, ReaderKind.InMemory);
        var context = new AuditContext { Memory = _memory };

        var told = await opened.Archive.AuditToReportAsync(new AuditRequest { Trust = trust }, context);
        _memory.Corrupt.Clear();
        var mended = await opened.Archive.AuditToReportAsync(new AuditRequest { Trust = trust }, context);

        var microseconds = told.Streams[0].Microseconds;
        Assert.That((microseconds.Full, microseconds.Suspect), Is.EqualTo((full, suspect)));
        Assert.That(microseconds.Partial, Is.EqualTo(2_000_000));
        Assert.That(mended.Streams[0].Microseconds.Full, Is.EqualTo(4_000_000), "what is remembered of the hour does not depend on trust");
    }

    private void File(params int[] seconds)
    {
        foreach (var second in seconds) _tree.Hour(Hour).File(SegmentNames.Full($"00:{second:00}"));
    }

    private void Corrupt(params int[] seconds) => _memory.Corrupt.AddRange(seconds.Select(FileAt));

    private static string PathOf(int second) => $"{Hour}/{SegmentNames.Full($"00:{second:00}")}";

    private static CorruptFile FileAt(int second) => new()
    {
        Path = Places.Entry(Stream, PathOf(second)),
        Range = TimeRange.Parse($"{Hour}:00:{second:00}", $"{Hour}:00:{second + 2:00}"),
        Kind = SegmentKind.Full,
        IsSelected = true,
        Origin = CorruptOrigin.Disk,
        Causes = [new CorruptCause { Cause = CorruptCauseKind.Hash, Expected = "e", Actual = "a" }],
    };

    private async Task<AuditReport> AuditAsync(AuditRequest? request = null)
    {
        await using var opened = OpenedArchive.Open(_tree, ReaderKind.InMemory);
        return await opened.Archive.AuditToReportAsync(request ?? new AuditRequest(), new AuditContext { Memory = _memory });
    }
}
