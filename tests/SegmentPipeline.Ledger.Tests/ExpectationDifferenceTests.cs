using SegmentPipeline.Testing;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>What a ledger makes of what is expected, when that changes from night to night.</summary>
internal sealed class ExpectationDifferenceTests
{
    private const string Ten = "2026-03-28T10";

    private static readonly AuditRequest Always = new();

    private LedgerRoom _room = null!;

    [SetUp]
    public void Open() => _room = new LedgerRoom();

    [TearDown]
    public void Close() => _room.Dispose();

    [Test]
    public async Task Hole_ThatIsNotExpectedAnyMore_IsExcusedAndClosed()
    {
        _room.Segments(Ten, 0, 10);
        _room.Segments(Ten, 20, 30);
        await _room.RunAsync(Always);

        var night = await _room.RunAsync(Expecting("10:00:00–10:00:09", "10:00:21–10:01:00"));

        Assert.That(night.DeltaLines, Is.EqualTo(["c Excused Missing 10:00:10–10:00:20 was 10:00:10–10:00:20"]));
        Assert.That(night.Summary.Outcome, Is.EqualTo(AuditOutcome.Success));
        using var ledger = AuditLedger.OpenForReading(_room.Ledger);
        var hole = ledger.Findings(new LedgerFindingFilter()).Single();
        Assert.That((hole.State, hole.ClosedRun), Is.EqualTo((LedgerFindingState.Excused, 2L)));
        Assert.That(ledger.Findings(new LedgerFindingFilter { OpenOnly = true }), Is.Empty);
        var run = ledger.Runs(1)[0];
        Assert.That((run.Deltas.Excused, run.Deltas.Healed, run.Microseconds.Off), Is.EqualTo((1L, 0L, 10_000_000L)));
    }

    [Test]
    public async Task Hole_ThatIsExpectedAgain_IsNew()
    {
        _room.Segments(Ten, 0, 10);
        _room.Segments(Ten, 20, 30);
        await _room.RunAsync(Always);
        await _room.RunAsync(Expecting("10:00:00–10:00:09"));

        var night = await _room.RunAsync(Always);

        Assert.That(night.DeltaLines, Is.EqualTo(["c New Missing 10:00:10–10:00:20"]));
    }

    [Test]
    public async Task Hole_ThatIsFilledAndNotExpected_HasHealed()
    {
        _room.Segments(Ten, 0, 10);
        _room.Segments(Ten, 20, 30);
        await _room.RunAsync(Always);
        _room.Segments(Ten, 10, 20);

        var night = await _room.RunAsync(Expecting("10:00:00–10:00:09"));

        Assert.That(night.DeltaLines, Is.EqualTo(["c Healed Missing 10:00:10–10:00:20 was 10:00:10–10:00:20"]));
    }

    [Test]
    public async Task Hole_OfWhichAPartIsFilledAndTheRestNotExpected_IsExcused()
    {
        _room.Segments(Ten, 0, 10);
        _room.Segments(Ten, 20, 30);
        await _room.RunAsync(Always);
        _room.Segments(Ten, 10, 14);

        var night = await _room.RunAsync(Expecting("10:00:00–10:00:14"));

        Assert.That(night.DeltaLines, Is.EqualTo(["c Excused Missing 10:00:10–10:00:20 was 10:00:10–10:00:20"]));
    }

    [Test]
    public async Task Hole_OfWhichAPartIsExpected_HasShrunk()
    {
        _room.Segments(Ten, 0, 10);
        _room.Segments(Ten, 20, 30);
        await _room.RunAsync(Always);

        var night = await _room.RunAsync(Expecting("10:00:00–10:00:16"));

        Assert.That(night.DeltaLines, Is.EqualTo(["c Shrunk Missing 10:00:10–10:00:16 was 10:00:10–10:00:20"]));
    }

    [Test]
    public async Task Coverage_ThatVanishesWhereNothingIsExpectedAnyMore_IsLostAllTheSame()
    {
        _room.Segments(Ten, 0, 30);
        await _room.RunAsync(Always);
        _room.Remove(Ten, 10, 20);

        var night = await _room.RunAsync(Expecting("10:00:00–10:00:09"));

        Assert.That(night.DeltaLines, Is.EqualTo(["c Lost Missing 10:00:10–10:00:20 files 5"]));
        Assert.That(night.Summary.Outcome, Is.EqualTo(AuditOutcome.CoverageLost));
    }

    [Test]
    public async Task Time_ThatWasOff_IsNeitherLostNorHealed()
    {
        _room.Segments(Ten, 0, 10);
        _room.Segments(Ten, 20, 30);
        var never = Expecting("10:00:00–10:00:00");
        await _room.RunAsync(never);

        Assert.That((await _room.RunAsync(never)).DeltaLines, Is.Empty);
        _room.Segments(Ten, 10, 20);
        Assert.That((await _room.RunAsync(never)).DeltaLines, Is.Empty);
        _room.Remove(Ten, 10, 20);
        Assert.That((await _room.RunAsync(never)).DeltaLines, Is.EqualTo(["c Lost Missing 10:00:10–10:00:20 files 5"]));
    }

    [Test]
    public async Task Expectation_OfARun_IsKeptWithIt()
    {
        _room.Segments(Ten, 0, 10);
        var night = await _room.RunAsync(Expecting("10:00:02–10:00:04", "10:00:06–10:01:00"));
        await _room.RunAsync(Always);

        using var ledger = AuditLedger.OpenForReading(_room.Ledger);
        var runs = ledger.Runs(2);

        Assert.That(runs[0].Streams.Single().Expectation, Is.Null);
        Assert.That(runs[1].Streams.Single().Expectation, Is.EqualTo(night.Records.OfType<ExpectationRecord>().Single()));
        Assert.That(runs[1].Streams.Single().Expectation!.ExpectedMicroseconds, Is.EqualTo(6_000_000));
    }

    private static AuditRequest Expecting(params string[] ranges) => new()
    {
        Expectation = FakedExpectation.OfAll([.. ranges.Select(range => range.Split('–'))
            .Select(ends => TimeRange.Parse($"2026-03-28T{ends[0]}", $"2026-03-28T{ends[1]}"))]),
    };
}
