namespace SegmentPipeline.Ledger.Tests;

/// <summary>What comparisons said of holes, kept with them.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class VerdictTests : IDisposable
{
    private const string Hour = "2026-03-28T22";

    private static readonly StreamId Stream = new("c", "q");

    private readonly LedgerRoom _room = new();

    public void Dispose() => _room.Dispose();

    [Test]
    public async Task Hole_IsToldOfByThePartsThatItSharesTimeWith()
    {
        await AuditAsync();
        using (var ledger = _room.Open())
        {
            ledger.NoteVerdicts(
                [
                    Part(9, 12, HoleVerdict.Fillable, "node2", "node3"),
                    Part(12, 15, HoleVerdict.Lower, "480p"),
                    Part(15, 16, HoleVerdict.Fillable, "node3"),
                    Part(16, 18, HoleVerdict.Unknown),
                    Part(18, 30, HoleVerdict.Nowhere),
                ],
                At(1000));
        }

        var verdict = Holes()[0].Verdict!;
        Assert.That(
            (verdict.FillableMicroseconds, verdict.LowerMicroseconds, verdict.UnknownMicroseconds, verdict.NowhereMicroseconds),
            Is.EqualTo((3_000_000, 3_000_000, 2_000_000, 2_000_000)));
        Assert.That(verdict.Replicas, Is.EqualTo(["node2", "node3"]));
        Assert.That(verdict.Qualities, Is.EqualTo(["480p"]));
        Assert.That((verdict.Compared, verdict.Words), Is.EqualTo((At(1000), "fillable, lower, unknown, nowhere")));
    }

    [Test]
    public async Task Part_ThatOnlyTouchesAHole_SaysNothingOfIt()
    {
        await AuditAsync();
        using (var ledger = _room.Open())
            ledger.NoteVerdicts([Part(0, 10, HoleVerdict.Nowhere), Part(20, 30, HoleVerdict.Nowhere)], At(1000));

        Assert.That(Holes()[0].Verdict, Is.Null);
    }

    [Test]
    public async Task Part_OfAMicrosecondOfAHole_IsToldOf()
    {
        await AuditAsync();
        var range = new TimeRange(At(0), At(10).AddMicroseconds(1));
        using (var ledger = _room.Open())
            ledger.NoteVerdicts([new LedgerHolePart { Stream = Stream, Range = range, Verdict = HoleVerdict.Nowhere }], At(1000));

        Assert.That(Holes()[0].Verdict!.NowhereMicroseconds, Is.EqualTo(1));
    }

    [Test]
    public async Task Verdict_OfAnotherStreamOrNone_ChangesNothing()
    {
        await AuditAsync();
        using (var ledger = _room.Open())
        {
            ledger.NoteVerdicts([Part(10, 20, HoleVerdict.Nowhere)], At(1000));
            ledger.NoteVerdicts([Part(10, 20, HoleVerdict.Fillable, "node2") with { Stream = new StreamId("c", "other") }], At(2000));
            ledger.NoteVerdicts([], At(3000));
        }

        Assert.That((Holes()[0].Verdict!.Words, Holes()[0].Verdict!.Compared), Is.EqualTo(("nowhere", At(1000))));
    }

    [Test]
    public async Task Verdict_OutlivesAuditsAndStaysWithTheHoleThatHealed()
    {
        await AuditAsync();
        using (var ledger = _room.Open()) ledger.NoteVerdicts([Part(10, 20, HoleVerdict.Nowhere)], At(1000));
        await AuditAsync();
        Assert.That(Holes()[0].Verdict!.Words, Is.EqualTo("nowhere"));
        _room.Segments(Hour, 10, 20);
        await _room.RunAsync();

        var healed = Holes()[0];
        Assert.That((healed.State, healed.Verdict!.Words), Is.EqualTo((LedgerFindingState.Healed, "nowhere")));
        using (var ledger = _room.Open()) ledger.NoteVerdicts([Part(10, 20, HoleVerdict.Fillable, "node2")], At(2000));
        Assert.That(Holes()[0].Verdict!.Compared, Is.EqualTo(At(1000)), "closed holes are not told of any more");
    }

    [Test]
    public async Task Verdict_OfMoreThanIsLeft_IsForgotten()
    {
        await AuditAsync();
        using (var ledger = _room.Open()) ledger.NoteVerdicts([Part(10, 20, HoleVerdict.Fillable, "node2")], At(1000));
        _room.Segments(Hour, 10, 14);
        await _room.RunAsync();

        var left = Holes()[0];
        Assert.That((left.Range!.Value.Microseconds, left.Verdict), Is.EqualTo((6_000_000L, (LedgerVerdict?)null)));
    }

    [Test]
    public async Task Ledger_OfAnOlderProgram_HasNoVerdictsAndTakesThem()
    {
        var version = LedgerSchema.Migrations.ToList().FindIndex(script => script.Contains("COLUMN fillable_us", StringComparison.Ordinal));
        AuditLedger.Open(_room.Ledger, _room.Archive.Root, new AuditLedgerOptions(), [.. LedgerSchema.Migrations.Take(version)]).Dispose();
        await AuditAsync();
        Assert.That(Holes()[0].Verdict, Is.Null);

        Assert.That(
            AuditLedger.TryNoteVerdicts(_room.Ledger, _room.Archive.Root, [Part(10, 20, HoleVerdict.Nowhere)], At(1000)), Is.True);

        Assert.That(Holes()[0].Verdict!.Words, Is.EqualTo("nowhere"));
    }

    [Test]
    public async Task Ledger_ThatSomebodyHolds_IsLeftAlone()
    {
        await AuditAsync();
        using (_room.Open())
        {
            Assert.That(
                AuditLedger.TryNoteVerdicts(_room.Ledger, _room.Archive.Root, [Part(10, 20, HoleVerdict.Nowhere)], At(1000)), Is.False);
        }

        Assert.That(Holes()[0].Verdict, Is.Null);
    }

    [Test]
    public async Task Ledger_OpenedForReading_IsNotWritten()
    {
        await AuditAsync();
        using var ledger = AuditLedger.OpenForReading(_room.Ledger);

        Assert.That(() => ledger.NoteVerdicts([Part(10, 20, HoleVerdict.Nowhere)], At(1000)), Throws.InvalidOperationException);
    }

    [Test]
    public async Task Json_HasTheVerdictOfAHoleThatWasCompared()
    {
        await AuditAsync();
        var before = System.Text.Json.JsonSerializer.Serialize(Holes()[0]);
        using (var ledger = _room.Open()) ledger.NoteVerdicts([Part(10, 20, HoleVerdict.Fillable, "node2")], At(1000));

        Assert.That(before, Does.Not.Contain("verdict"));
        Assert.That(
            System.Text.Json.JsonSerializer.Serialize(Holes()[0]),
            Does.Contain("""
                "verdict":{"compared":"2026-03-28T22:16:40.000000Z","microseconds":{"fillable":10000000,"lower":0,"unknown":0,"nowhere":0},"replicas":["node2"],"qualities":[]}
                """.Trim()));
    }

    private static LedgerHolePart Part(int from, int to, HoleVerdict verdict, params string[] names) =>
        new() { Stream = Stream, Range = new TimeRange(At(from), At(to)), Verdict = verdict, Names = names };

    private static Timestamp At(int second) => Timestamp.Parse($"{Hour}:00:00Z").AddMicroseconds(second * 1_000_000L);

    /// <summary>One hole, from the tenth to the twentieth second.</summary>
    private async Task AuditAsync()
    {
        if (!Directory.Exists(_room.Archive.PathOf("c", "q", Hour)))
        {
            _room.Segments(Hour, 0, 10, "c");
            _room.Segments(Hour, 20, 30, "c");
        }

        await _room.RunAsync();
    }

    private List<LedgerFinding> Holes()
    {
        using var ledger = AuditLedger.OpenForReading(_room.Ledger);
        return [.. ledger.Findings(new LedgerFindingFilter())];
    }
}
