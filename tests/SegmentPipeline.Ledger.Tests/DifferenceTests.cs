using SegmentPipeline.Testing;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>How one night differs from the last.</summary>
internal sealed class DifferenceTests
{
    private const string Ten = "2026-03-28T10";
    private const string Eleven = "2026-03-28T11";
    private LedgerRoom _room = null!;

    [SetUp]
    public void Open() => _room = new LedgerRoom();

    [TearDown]
    public void Close() => _room.Dispose();

    [Test]
    public async Task Streams_WhoseNamesLookAlike_AreTwoAndDifferInNothing()
    {
        var tree = new ArchiveTree();
        tree.Hour("\u00ff", "q", Ten).File(SegmentNames.Full("00:00")).File(SegmentNames.Full("00:10"));
        tree.Hour(@"\xFF", "q", Ten).File(SegmentNames.Full("00:20")).File(SegmentNames.Full("00:40"));
        using var builder = ArchiveBuilder.Of(tree);
        await using var archive = SegmentArchive.Open(builder.Root, new SegmentArchiveOptions { TimeProvider = _room.Clock });
        using var ledger = _room.Open(builder.Root);

        await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest()));
        var night = await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest()));

        Assert.That(night.Records.OfType<StreamRecord>().Select(stream => stream.Stream.Channel), Is.EquivalentTo([@"\xFF", @"\x5CxFF"]));
        Assert.That(night.DeltaLines, Is.Empty);
        Assert.That(ledger.Runs(1).Single().Streams, Has.Count.EqualTo(2));
        File.Delete(Path.Combine(builder.Root, @"\xFF", "q", Ten, SegmentNames.Full("00:40")));
        var after = await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest()));
        var lost = after.Deltas.Single(delta => delta.Change == DeltaChange.Lost);
        Assert.That(lost.VanishedFiles, Is.EqualTo(1));
        Assert.That(lost.Vanished.Single(), Is.EqualTo(Places.Entry(new StreamId(@"\x5CxFF", "q"), $"{Ten}/{SegmentNames.Full("00:40")}")));
        Assert.That(System.Text.Json.JsonSerializer.Serialize(lost), Does.Contain(@"\\x5CxFF").And.Contain($"\"vanished\":[\"{Ten}/"));
    }

    [Test]
    public async Task NamedFindings_OfStreamsWhoseNamesLookAlike_HealEachAlone()
    {
        var tree = new ArchiveTree();
        foreach (var channel in new[] { "\u00ff", @"\xFF" })
        {
            tree.Hour(channel, "q", Ten).File(SegmentNames.Full("00:00")).File("x.ts");
            tree.Root.Child(channel).File("stray");
        }

        using var builder = ArchiveBuilder.Of(tree);
        await using var archive = SegmentArchive.Open(builder.Root, new SegmentArchiveOptions { TimeProvider = _room.Clock });
        using var ledger = _room.Open(builder.Root);
        await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest()));
        File.Delete(Path.Combine(builder.Root, @"\xFF", "stray"));
        File.Delete(Path.Combine(builder.Root, @"\xFF", "q", Ten, "x.ts"));

        await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest { Channels = [@"\xFF"] }));
        Assert.That(Healed(), Is.Empty, "the other channel was asked for");
        await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest { Channels = [@"\x5CxFF"] }));

        Assert.That(Healed(), Is.EquivalentTo([@"stray of : \x5CxFF/stray", $@"bad of \x5CxFF/q: {Ten}/x.ts"]));

        IEnumerable<string> Healed() =>
            ledger
                .Findings(new LedgerFindingFilter { Kinds = [LedgerFindingKind.Stray, LedgerFindingKind.Bad] })
            .Where(finding => finding.State == LedgerFindingState.Healed)
            .Select(finding => $"{finding.Kind.ToString().ToLowerInvariant()} of {finding.Stream}: {finding.Path}");
    }

    [Test]
    public async Task FirstRun_HasNothingToCompareWith()
    {
        _room.Segments(Ten, 0, 10);
        _room.Segments(Ten, 20, 30);

        var night = await _room.RunAsync();

        Assert.That(night.DeltaLines, Is.Empty);
        Assert.That(night.Summary.Outcome, Is.EqualTo(AuditOutcome.Findings));
    }

    [Test]
    public async Task NothingChanged_IsNoDifference()
    {
        _room.Segments(Ten, 0, 10);
        _room.Segments(Ten, 20, 30, type: "suspect");
        await _room.RunAsync();

        Assert.That((await _room.RunAsync()).DeltaLines, Is.Empty);
    }

    [Test]
    public async Task SegmentsDeleted_AreANewHoleAndLostWithTheirNames()
    {
        _room.Segments(Ten, 0, 60);
        await _room.RunAsync();
        _room.Remove(Ten, 20, 30);

        var night = await _room.RunAsync();

        Assert.That(night.DeltaLines, Is.EqualTo(["c New Missing 10:00:20–10:00:30", "c Lost Missing 10:00:20–10:00:30 files 5"]));
        Assert.That(
            night.Deltas[1].Vanished.Select(file => $"{file}"),
            Is.EqualTo(Enumerable.Range(10, 5).Select(i => $"{Ten}/{LedgerRoom.NameOf(2 * i)}")));
        Assert.That(night.Summary.Outcome, Is.EqualTo(AuditOutcome.CoverageLost));
    }

    /// <summary>An archive that is looked at while it is written to: no directory has settled, so nothing is taken up from the
    /// ledger.</summary>
    [Test]
    public async Task SegmentsDeleted_OfHoursThatWereNeverTrusted_AreNamedAllTheSame()
    {
        _room.Now = Timestamp.Parse("2026-03-29T00"); // Before anything that the file system says, so that no directory looks settled.
        _room.Segments(Ten, 0, 20);
        _room.Segments(Ten, 30, 60);
        await _room.RunAsync();
        _room.Segments(Ten, 20, 30);
        await _room.RunAsync();
        _room.Remove(Ten, 20, 30);

        var night = await _room.RunAsync();

        Assert.That(night.DeltaLines, Is.EqualTo(["c New Missing 10:00:20–10:00:30", "c Lost Missing 10:00:20–10:00:30 files 5"]));
        Assert.That(
            night.Deltas[1].Vanished.Select(file => $"{file}"),
            Is.EqualTo(Enumerable.Range(10, 5).Select(i => $"{Ten}/{LedgerRoom.NameOf(2 * i)}")));
        using var ledger = _room.Open();
        Assert.That(ledger.Runs(9).Select(run => run.HoursRecalled), Is.EqualTo([0, 0, 0]));
    }

    [Test]
    public async Task SegmentsBackfilled_HealShrinkAndSplitHoles()
    {
        _room.Segments(Ten, 0, 10);
        _room.Segments(Ten, 20, 30);
        _room.Segments(Ten, 60, 70);
        _room.Segments(Ten, 100, 110);
        await _room.RunAsync();
        _room.Segments(Ten, 10, 20);
        _room.Segments(Ten, 30, 34);
        _room.Segments(Ten, 80, 84);

        Assert.That((await _room.RunAsync()).DeltaLines, Is.EqualTo([
            "c Healed Missing 10:00:10–10:00:20 was 10:00:10–10:00:20",
            "c Shrunk Missing 10:00:34–10:01:00 was 10:00:30–10:01:00",
            "c Shrunk Missing 10:01:10–10:01:20 was 10:01:10–10:01:40",
            "c Shrunk Missing 10:01:24–10:01:40 was 10:01:10–10:01:40",
        ]));
    }

    [Test]
    public async Task HolesThatGrowTogether_AreOneThatHasGrown()
    {
        _room.Segments(Ten, 0, 10);
        _room.Segments(Ten, 20, 30);
        _room.Segments(Ten, 40, 50);
        await _room.RunAsync();
        _room.Remove(Ten, 20, 30);

        Assert.That((await _room.RunAsync()).DeltaLines, Is.EqualTo([
            "c Grown Missing 10:00:10–10:00:40 was 10:00:10–10:00:20",
            "c Lost Missing 10:00:20–10:00:30 files 5",
        ]));
        using var ledger = _room.Open();
        Assert.That(ledger.Findings().Single(), Has.Property("FirstRun").EqualTo(1).And.Property("State").EqualTo(LedgerFindingState.Open));
    }

    [Test]
    public async Task SegmentsReplacedByWorse_AreDegradedAndNotLost()
    {
        _room.Segments(Ten, 0, 60);
        await _room.RunAsync();
        _room.Remove(Ten, 20, 30);
        _room.Segments(Ten, 20, 24, type: "suspect");
        _room.Segments(Ten, 24, 30, type: "partial");

        var night = await _room.RunAsync();

        Assert.That(night.DeltaLines, Is.EqualTo(["c New Suspect 10:00:20–10:00:24", "c New Partial 10:00:24–10:00:30"]));
        Assert.That(night.Summary.Outcome, Is.EqualTo(AuditOutcome.Success));
    }

    [Test]
    public async Task NewHour_IsNoLossAndItsHolesAreNew()
    {
        _room.Segments(Ten, 3590, 3600);
        await _room.RunAsync();
        _room.Segments(Eleven, 4, 10);

        Assert.That((await _room.RunAsync()).DeltaLines, Is.EqualTo(["c New Missing 11:00:00–11:00:04"]));
    }

    [TestCase(Ten, "10:59:50–11:00:00", 5)]
    [TestCase(Eleven, "11:00:00–11:00:10", 5)]
    public async Task HourAtAnEndOfAnOpenWindow_Vanished_IsLost(string hour, string lost, int files)
    {
        _room.Segments(Ten, 3590, 3600);
        _room.Segments(Eleven, 0, 10);
        await _room.RunAsync();
        Directory.Delete(_room.Archive.PathOf("c", "q", hour), recursive: true);

        var night = await _room.RunAsync();

        Assert.That(night.DeltaLines, Is.EqualTo([$"c Lost Missing {lost} files {files}"]));
        Assert.That(night.Summary.Outcome, Is.EqualTo(AuditOutcome.CoverageLost));
        Assert.That((await _room.RunAsync()).DeltaLines, Is.Empty, "it is lost once");
    }

    [Test]
    public async Task StreamAndChannel_Vanished_AreLost()
    {
        foreach (var channel in (string[])["a", "b", "c"]) _room.Segments(Ten, 0, 10, channel);
        _room.Archive.File("a", "p", Ten, LedgerRoom.NameOf(0));
        await _room.RunAsync();
        Directory.Delete(_room.Archive.PathOf("a", "p"), recursive: true);
        Directory.Delete(_room.Archive.PathOf("b"), recursive: true);

        var night = await _room.RunAsync();

        Assert.That(night.DeltaLines, Is.EqualTo(["a Lost Missing 10:00:00–10:00:02 files 1", "b Lost Missing 10:00:00–10:00:10 files 5"]));
        Assert.That((await _room.RunAsync()).DeltaLines, Is.Empty);
    }

    [Test]
    public async Task StreamLeftOutByTheRequest_IsNotLost()
    {
        foreach (var channel in (string[])["a", "b"]) _room.Segments(Ten, 0, 10, channel);
        await _room.RunAsync();
        Directory.Delete(_room.Archive.PathOf("b"), recursive: true);

        Assert.That((await _room.RunAsync(new AuditRequest { Channels = ["a"] })).DeltaLines, Is.Empty);
        Assert.That((await _room.RunAsync(new AuditRequest { Exclude = ["b"] })).DeltaLines, Is.Empty);
        Assert.That((await _room.RunAsync()).DeltaLines, Is.EqualTo(["b Lost Missing 10:00:00–10:00:10 files 5"]));
    }

    [Test]
    public async Task WindowThatMoves_NeitherHealsNorShrinksNorLoses()
    {
        _room.Segments(Ten, 0, 10);
        _room.Segments(Ten, 20, 30);
        _room.Segments(Ten, 40, 50);
        await _room.RunAsync(Window("10:00:00", "10:00:50"));

        Assert.That((await _room.RunAsync(Window("10:00:15", "10:00:50"))).DeltaLines, Is.Empty);
        Assert.That((await _room.RunAsync(Window("10:00:25", "10:00:50"))).DeltaLines, Is.Empty);
        Assert.That((await _room.RunAsync(Window("10:00:00", "10:00:50"))).DeltaLines, Is.Empty, "what was known before is not new");
        using var ledger = _room.Open();
        Assert.That(
            ledger
                .Findings()
                .Where(hole => hole.State == LedgerFindingState.Open)
                .Select(hole => (hole.Range!.Value.ToString(), hole.FirstRun)),
            Is.EqualTo([(Range("10:00:10", "10:00:20"), 1L), (Range("10:00:30", "10:00:40"), 1L)]));
    }

    [Test]
    public async Task HoleThatLeavesTheWindow_IsLeftAndNotHealed()
    {
        _room.Segments(Ten, 0, 10);
        _room.Segments(Ten, 20, 30);
        await _room.RunAsync();
        await _room.RunAsync(Window("10:00:24", "10:00:30"));

        using var ledger = _room.Open();
        Assert.That(ledger.Findings().Single().State, Is.EqualTo(LedgerFindingState.Left));
    }

    [Test]
    public async Task LossOutsideOfASmallerWindow_IsSeenByTheNextLargerOne()
    {
        _room.Segments(Ten, 0, 60);
        await _room.RunAsync();
        _room.Remove(Ten, 10, 20);

        Assert.That((await _room.RunAsync(Window("10:00:40", "10:01:00"))).DeltaLines, Is.Empty);
        Assert.That((await _room.RunAsync()).DeltaLines, Does.Contain("c Lost Missing 10:00:10–10:00:20 files 5"));
    }

    [Test]
    public async Task ToleranceMadeSmaller_LosesNothing()
    {
        _room.Segments(Ten, 0, 10);
        _room.Segments(Ten, 11, 21);
        await _room.RunAsync(new AuditRequest { Tolerance = TimeSpan.FromSeconds(1) });

        Assert.That((await _room.RunAsync()).DeltaLines, Is.EqualTo(["c New Missing 10:00:10–10:00:11"]));
    }

    [Test]
    public async Task ClockGoneBack_LosesNothingAndKeepsTheOrderOfRuns()
    {
        _room.Segments(Ten, 0, 60);
        await _room.RunAsync();
        _room.Now = Timestamp.Parse("2026-03-28T10:02:30Z");

        Assert.That((await _room.RunAsync()).DeltaLines, Is.Empty);
        using var ledger = _room.Open();
        Assert.That(ledger.Runs(9).Select(run => run.Id), Is.EqualTo([2, 1]));
        Assert.That(ledger.Runs(9)[0].Started, Is.LessThan(ledger.Runs(9)[1].Started));
    }

    [Test]
    public async Task Findings_HaveALifeSpan()
    {
        _room.Segments(Ten, 0, 10);
        _room.Segments(Ten, 20, 30);
        _room.Archive.File("c", "q", Ten, "bad.ts").File("c", "q", "notes", "x.txt");
        var first = _room.Now;
        await _room.RunAsync();
        _room.Now = first.AddMicroseconds(1_000_000);
        await _room.RunAsync();
        _room.Segments(Ten, 10, 20);
        File.Delete(_room.Archive.PathOf("c", "q", Ten, "bad.ts"));
        Directory.Delete(_room.Archive.PathOf("c", "q", "notes"), recursive: true);
        _room.Now = first.AddMicroseconds(2_000_000);
        await _room.RunAsync();

        using var ledger = _room.Open();
        var findings = ledger.Findings(new LedgerFindingFilter { Kinds = Enum.GetValues<LedgerFindingKind>() }).ToList();
        Assert.That(
            findings.Select(finding => finding.Kind),
            Is.EqualTo([LedgerFindingKind.Hole, LedgerFindingKind.Bad, LedgerFindingKind.Stray]));
        foreach (var finding in findings)
        {
            Assert.That(
                (finding.State, finding.FirstRun, finding.LastRun, finding.ClosedRun),
                Is.EqualTo((LedgerFindingState.Healed, 1L, 2L, (long?)3)),
                $"{finding.Kind}");
            Assert.That(finding.LastSeen, Is.EqualTo(first.AddMicroseconds(1_000_000)));
        }
    }

    private static AuditRequest Window(string start, string end) =>
        new() { Start = Timestamp.Parse($"2026-03-28T{start}Z"), End = Timestamp.Parse($"2026-03-28T{end}Z") };

    private static string Range(string start, string end) => TimeRange.Parse($"2026-03-28T{start}Z", $"2026-03-28T{end}Z").ToString();
}
