using SegmentPipeline.Testing;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>A ledger, any edits and any expectations give the bytes of a full audit, night after night.</summary>
internal sealed class ExpectationPropertyTests
{
    private const int Nights = 4;

    private static readonly Timestamp First = Timestamp.Parse("2026-03-28T22");

    private readonly CaseFloor _compared = new(600);
    private readonly CaseFloor _excused = new(20);
    private readonly CaseFloor _off = new(300);

    private static IEnumerable<int> Sequences => Seeds.InARow(200);

    [TestCaseSource(nameof(Sequences))]
    public async Task Audit_WithExpectationsThatChange_IsByteEqualToAFullOne(int seed)
    {
        var random = new Random(seed);
        using var room = new LedgerRoom();
        var edits = new DiskEdits(room.Archive, random);
        for (var i = 0; i < 12; i++) edits.AddFiles();
        for (var night = 0; night < Nights; night++)
        {
            for (var i = random.Next(3) * night; i > 0; i--) edits.Any();
            room.Now = room.Now.AddMicroseconds(Timestamp.MicrosecondsPerHour);
            var request = RequestOf(random);
            var full = await room.RunWithoutAsync(request);
            if (full.Failure is not null) continue;
            var recorded = await room.RunAsync(request);

            Assert.That(recorded.Failure, Is.Null, $"seed {seed}");
            Assert.That(await recorded.PlainAsync(full.Summary.Outcome), Is.EqualTo(await full.PlainAsync()), $"seed {seed}, night {night}");
            Check(recorded, seed);
            _compared.Count();
        }
    }

    [Test]
    [DependsOnTest(nameof(Audit_WithExpectationsThatChange_IsByteEqualToAFullOne))]
    public void Nights_ThatWereCompared_AreManyWithExcuses()
    {
        _compared.Verify();
        _off.Verify();
        _excused.Verify();
    }

    /// <summary>What has healed is off nowhere, and what is excused is off somewhere.</summary>
    private void Check(Night night, int seed)
    {
        var off = night.Records.OfType<OffRecord>().ToList();
        if (off.Count > 0) _off.Count();
        foreach (var delta in night.Deltas.Where(delta => delta.Class == CoverageClass.Missing))
        {
            var isOff = off.Exists(one => one.Stream == delta.Stream && !one.Range.Intersect(delta.Range).IsEmpty);
            if (delta.Change == DeltaChange.Healed) Assert.That(isOff, Is.False, $"seed {seed}: {delta}");
            if (delta.Change != DeltaChange.Excused) continue;
            Assert.That(isOff, $"seed {seed}: {delta}");
            _excused.Count();
        }
    }

    private static AuditRequest RequestOf(Random random) => new()
    {
        IncludeHours = random.Next(2) == 0,
        Expectation = random.Next(4) == 0
            ? null
            : FakedExpectation.OfAll([.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => RangeOf(random))]),
    };

    private static TimeRange RangeOf(Random random)
    {
        var start = First.AddMicroseconds(random.Next(-3600, 20_000) * Timestamp.MicrosecondsPerSecond);
        return new TimeRange(start, start.AddMicroseconds(random.Next(1, 8000) * Timestamp.MicrosecondsPerSecond));
    }
}
