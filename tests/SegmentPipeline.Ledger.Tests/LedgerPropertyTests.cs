using SegmentPipeline.Testing;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>A ledger and any edits give the bytes of a full audit, night after night.</summary>
internal sealed class LedgerPropertyTests
{
    private const int Nights = 3;
    private const string FirstHour = "2026-03-28T22";
    private readonly CaseFloor _compared = new(1_500);
    private readonly CaseFloor _recalled = new(3_000);

    private static IEnumerable<int> Sequences => Seeds.InARow(600);

    [TestCaseSource(nameof(Sequences))]
    public async Task Audit_WithALedgerAfterAnyEdits_IsByteEqualToAFullOne(int seed)
    {
        var random = new Random(seed);
        using var room = new LedgerRoom();
        var edits = new DiskEdits(room.Archive, random);
        var log = new List<string>();
        for (var i = 0; i < 12; i++) log.Add(edits.AddFiles());
        for (var night = 0; night < Nights; night++)
        {
            for (var i = random.Next(4) * night; i > 0; i--) log.Add(edits.Any());
            room.Now = room.Now.AddMicroseconds(Timestamp.MicrosecondsPerHour);
            var request = RequestOf(random);
            var context = new AuditContext { Parallelism = random.Next(1, 3) };
            var full = await room.RunWithoutAsync(request);
            var recorded = await room.RunAsync(request, context);
            if (full.Failure is not null)
            {
                Assert.That(recorded.Failure?.Message, Is.EqualTo(full.Failure.Message), $"seed {seed}");
                continue;
            }

            Assert.That(recorded.Failure, Is.Null, $"seed {seed}");
            Assert.That(
                await recorded.PlainAsync(full.Summary.Outcome),
                Is.EqualTo(await full.PlainAsync()),
                $"seed {seed}, night {night}\n{string.Join('\n', log)}");
            Check(recorded, full, seed);
            _compared.Count();
            _recalled.Count(RecalledBy(room));
        }
    }

    [Test]
    [DependsOnTest(nameof(Audit_WithALedgerAfterAnyEdits_IsByteEqualToAFullOne))]
    public void Nights_ThatWereCompared_AreManyAndRecalledHours()
    {
        _compared.Verify();
        _recalled.Verify();
    }

    /// <summary>The exit code is that of the audit unless coverage was lost, and what is new and lost lies in holes or outside of the
    /// window.</summary>
    private static void Check(Night recorded, Night full, int seed)
    {
        var isLost = recorded.Deltas.Any(delta => delta.Change == DeltaChange.Lost);
        var expected =
            isLost && full.Summary.Outcome is AuditOutcome.Success or AuditOutcome.Findings && isLost
                ? AuditOutcome.CoverageLost
                : full.Summary.Outcome;
        Assert.That(recorded.Summary.Outcome, Is.EqualTo(expected), $"seed {seed}");
        var holes = full.Records.OfType<HoleFinding>().Select(hole => (hole.Stream, hole.Range)).ToHashSet();
        var degraded = full.Records.OfType<DegradedFinding>().Select(range => (range.Stream, range.Range)).ToHashSet();
        foreach (var delta in recorded.Deltas.Where(delta => delta.Change is DeltaChange.New or DeltaChange.Grown or DeltaChange.Shrunk))
        {
            Assert.That(
                delta.Class == CoverageClass.Missing ? holes : degraded,
                Does.Contain((delta.Stream, delta.Range)),
                $"seed {seed}: {delta}");
        }
    }

    private static long RecalledBy(LedgerRoom room)
    {
        using var ledger = AuditLedger.OpenForReading(room.Ledger);
        return ledger.Runs(1)[0].HoursRecalled;
    }

    private static AuditRequest RequestOf(Random random)
    {
        var request = new AuditRequest { IncludeHours = random.Next(2) == 0, FailOn = (FailOn)random.Next(5) };
        var start = Timestamp.Parse(FirstHour);
        return random.Next(4) == 0
            ? request with
            {
                Start = start.AddMicroseconds(random.Next(7200) * Timestamp.MicrosecondsPerSecond),
                End = start.AddMicroseconds(random.Next(7200, 20_000) * Timestamp.MicrosecondsPerSecond),
            }
            : request;
    }
}
