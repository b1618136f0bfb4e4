using SegmentPipeline.Testing;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>What a ledger says of coverage is what the audits said, at any zoom.</summary>
internal sealed class CoverageTests
{
    private const int Nights = 3;
    private const int Zooms = 20;
    private readonly CaseFloor _compared = new(200);
    private readonly CaseFloor _holes = new(500);

    private static IEnumerable<int> Sequences => Seeds.InARow(150);

    [TestCaseSource(nameof(Sequences))]
    public async Task Coverage_AtAnyZoom_IsWhatTheLastAuditFound(int seed)
    {
        var random = new Random(seed);
        using var room = new LedgerRoom();
        var edits = new DiskEdits(room.Archive, random);
        for (var i = 0; i < 12; i++) edits.AddFiles();
        for (var night = 0; night < Nights; night++)
        {
            for (var i = random.Next(4) * night; i > 0; i--) edits.Any();
            room.Now = room.Now.AddMicroseconds(Timestamp.MicrosecondsPerHour);
            var records = await room.RunAsync();
            if (records.Failure is not null || !records.Summary.Complete) return;
            using var ledger = AuditLedger.OpenForReading(room.Ledger);
            var coverage = ledger.Coverage();
            Assert.That(coverage.Version, Is.EqualTo(ledger.Version()), $"seed {seed}");
            foreach (var audited in records.Records.OfType<StreamRecord>())
            {
                if (audited.Window is not { IsEmpty: false }) continue;
                var stream = coverage.Find(audited.Stream);
                Assert.That(stream, Is.Not.Null, $"seed {seed}, {audited.Stream}");
                var holes = records.Records.OfType<HoleFinding>().Where(hole => hole.Stream == audited.Stream).ToArray();
                Check(stream!, audited, holes, random, seed);
                _compared.Count();
            }
        }
    }

    [Test]
    [DependsOnTest(nameof(Coverage_AtAnyZoom_IsWhatTheLastAuditFound))]
    public void Streams_ThatWereCompared_AreManyAndHaveHoles()
    {
        _compared.Verify();
        _holes.Verify();
    }

    [Test]
    public void Coverage_OfALedgerWithoutAnAudit_IsNothing()
    {
        using var room = new LedgerRoom();
        room.Segments("2026-03-28T22", 0, 10);
        using (room.Open())
        {
            // Made, and not used.
        }

        using var ledger = AuditLedger.OpenForReading(room.Ledger);
        Assert.That(ledger.Version(), Is.EqualTo(default(LedgerVersion)));
        Assert.That(ledger.Coverage().Streams, Is.Empty);
    }

    [Test]
    public async Task Hour_ThatCannotBeReadAnyMore_IsUnknownWhereNothingWasMissing()
    {
        using var room = new LedgerRoom();
        var tree = new ArchiveTree();
        for (var second = 0; second < 3600; second += 2)
        {
            if (second is < 100 or >= 110) tree.Hour("2026-03-28T22").File(LedgerRoom.NameOf(second));
        }

        for (var second = 0; second < 10; second += 2) tree.Hour("2026-03-28T23").File(LedgerRoom.NameOf(second));
        var reader = new InMemoryReader(tree);
        await using var opened = OpenedArchive.Open(reader);
        await RunAsync();
        reader.Change(changed => changed.Hour("2026-03-28T22").Remove(LedgerRoom.NameOf(0)).Unreadable = "Permission denied");
        await RunAsync();

        using var ledger = AuditLedger.OpenForReading(room.Ledger);
        Assert.That(ledger.Version().Run, Is.EqualTo(2));
        Assert.That(
            ledger.Coverage().Streams.Single().Microseconds,
            Is.EqualTo(new ClassMicroseconds { Full = 10_000_000, Missing = 10_000_000, Unknown = 3_590_000_000 }));

        async Task RunAsync()
        {
            using var held = AuditLedger.Open(
                room.Ledger, opened.Archive.Root, new AuditLedgerOptions { TimeProvider = FixedTimeProvider.FarAfter });
            Assert.That((await Night.OfAsync(held.AuditAsync(opened.Archive, new AuditRequest()))).Failure, Is.Null);
        }
    }

    /// <summary>The sums are the audit's, each column's are those of its range, and each hole is seen in each column that it
    /// touches.</summary>
    private void Check(LedgerStreamCoverage stream, StreamRecord audited, HoleFinding[] holes, Random random, int seed)
    {
        Assert.That(stream.Measure(audited.Window!.Value), Is.EqualTo(audited.Microseconds), $"seed {seed}, {audited.Stream}");
        var longest = holes.OrderByDescending(hole => hole.Range.Microseconds).ThenBy(hole => hole.Range.Start).FirstOrDefault();
        if (stream.Window == audited.Window) Assert.That(stream.LongestHole, Is.EqualTo(longest?.Range), $"seed {seed}");
        for (var zoom = 0; zoom < Zooms; zoom++)
        {
            var length = (long)Math.Pow(audited.Window.Value.Microseconds + 10, random.NextDouble()) + 1;
            var from = audited.Window.Value.Start.AddMicroseconds(random.NextInt64(-length, audited.Window.Value.Microseconds + 1));
            var range = new TimeRange(from, from.AddMicroseconds(length));
            var columns = new ClassMicroseconds[random.Next(1, (int)Math.Min(length, 3000) + 1)];
            stream.Measure(range, columns);
            var message = $"seed {seed}, {audited.Stream}, {range} in {columns.Length}";
            Assert.That(columns.Aggregate((sum, column) => sum + column), Is.EqualTo(stream.Measure(range)), message);
            var missing = new long[columns.Length];
            foreach (var hole in holes) Spread(hole.Range.Intersect(audited.Window.Value), range, missing);
            var window = audited.Window.Value;
            var told = columns.Select((column, i) => InWindow(range, i, columns.Length, window) ? column.Missing : missing[i]);
            Assert.That(told, Is.EqualTo(missing), message);
            _holes.Count(missing.Count(part => part > 0));
        }
    }

    /// <summary>Adds to each column how much of it a hole takes, by looking at all of them.</summary>
    private static void Spread(TimeRange hole, TimeRange range, long[] columns)
    {
        for (var i = 0; i < columns.Length; i++) columns[i] += hole.Intersect(ColumnOf(range, i, columns.Length)).Microseconds;
    }

    private static bool InWindow(TimeRange range, int column, int columns, TimeRange window) =>
        ColumnOf(range, column, columns) is var (start, end) && window.Start <= start && end <= window.End;

    private static TimeRange ColumnOf(TimeRange range, int column, int columns)
    {
        var length = new System.Numerics.BigInteger(range.Microseconds);
        return new TimeRange(
            range.Start.AddMicroseconds((long)(length * column / columns)),
            range.Start.AddMicroseconds((long)(length * (column + 1) / columns)));
    }
}
