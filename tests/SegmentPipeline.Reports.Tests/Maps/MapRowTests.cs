using SegmentPipeline.Testing;

namespace SegmentPipeline.Reports.Tests.Maps;

internal sealed class MapRowTests
{
    private static readonly int[] Widths = [1, 2, 3, 7, 50, 79, 333, 1200];
    private readonly CaseFloor _holes = new(2_000);
    private readonly CaseFloor _columns = new(2_000);
    private readonly CaseFloor _rows = new(200);
    private readonly CaseFloor _pooled = new(30);
    private readonly CaseFloor _pooledHoles = new(2_000);

    private static IEnumerable<int> Archives => Seeds.InARow(200);

    [TestCaseSource(nameof(Archives))]
    public void Columns_OfAnArchive_ShowEveryHoleAtEveryWidth(int seed)
    {
        var faked = FakedCoverage.Of(seed);
        foreach (var (row, width) in RowsOf(faked).SelectMany(row => Widths.Select(width => (row, width))))
        {
            var columns = row.Columns(width);
            foreach (var hole in faked.HolesOf(row.Lane.Stream).Where(hole => !hole.Range.Intersect(row.Range).IsEmpty))
            {
                var shared = columns.Where(column => !column.Range.Intersect(hole.Range).IsEmpty).ToList();
                Assert.That(shared, Is.Not.Empty, $"width {width}, {hole}");
                Assert.That(
                    shared,
                    Has.All.Matches<MapColumn>(column => column is { Worst: CoverageClass.Missing, MissingSteps: > 0 }),
                    $"width {width}, {hole}");
                _holes.Count();
            }
        }
    }

    [TestCaseSource(nameof(Archives))]
    public void Columns_OfAnArchive_AreWhatTheirRangesHold(int seed)
    {
        foreach (var row in RowsOf(FakedCoverage.Of(seed)))
        {
            var columns = row.Columns(61);
            foreach (var column in columns) Assert.That(column, Is.EqualTo(Expected(row.Lane, column.Range)), row.Label);
            _columns.Count(columns.Count);
        }
    }

    [TestCaseSource(nameof(Archives))]
    public void Columns_OfAnyNumber_AddUpToTheWindow(int seed)
    {
        foreach (var row in CoverageMap.ByStream("", FakedCoverage.Of(seed).Collector).Rows)
        {
            foreach (var width in Widths)
            {
                var columns = row.Columns(width);
                Assert.That(
                    columns.Aggregate(default(ClassMicroseconds), (sum, column) => sum + column.Microseconds),
                    Is.EqualTo(row.Lane.Microseconds),
                    $"width {width}");
                Assert.That(
                    columns.Zip(columns.Skip(1)),
                    Has.All.Matches<(MapColumn Left, MapColumn Right)>(pair => pair.Left.Range.End == pair.Right.Range.Start));
                Assert.That((columns[0].Range.Start, columns[^1].Range.End), Is.EqualTo((row.Range.Start, row.Range.End)));
            }

            _rows.Count();
        }
    }

    [Test]
    public void Columns_OfPooledSpans_ShowEveryHoleWhereverItMayBe(
        [Values(1, 2, 10)] int capacity,
        [ValueSource(nameof(Archives))] int seed)
    {
        var faked = FakedCoverage.Of(seed, capacity);
        foreach (var row in CoverageMap.ByStream("", faked.Collector).Rows)
        {
            foreach (var width in Widths)
            {
                var columns = row.Columns(width);
                foreach (var hole in faked.HolesOf(row.Lane.Stream))
                {
                    var shared = columns.Where(column => !column.Range.Intersect(hole.Range).IsEmpty);
                    Assert.That(
                        shared,
                        Is.Not.Empty.And.All.Matches<MapColumn>(column => column.Worst == CoverageClass.Missing),
                        $"width {width}, {hole}");
                    _pooledHoles.Count();
                }

                Assert.That(
                    columns.Sum(column => column.Microseconds.Missing),
                    Is.EqualTo(row.Lane.Microseconds.Missing),
                    $"width {width}");
            }
        }

        if (faked.Collector.Step > TimeSpan.Zero) _pooled.Count();
    }

    [Test]
    [DependsOnTest(nameof(Columns_OfAnArchive_ShowEveryHoleAtEveryWidth))]
    public void Holes_ThatWereLookedFor_AreMany() => _holes.Verify();

    [Test]
    [DependsOnTest(nameof(Columns_OfAnArchive_AreWhatTheirRangesHold))]
    public void Columns_ThatWereCompared_AreMany() => _columns.Verify();

    [Test]
    [DependsOnTest(nameof(Columns_OfAnyNumber_AddUpToTheWindow))]
    public void Rows_ThatWereAddedUp_AreMany() => _rows.Verify();

    [Test]
    [DependsOnTest(nameof(Columns_OfPooledSpans_ShowEveryHoleWhereverItMayBe))]
    public void PooledSpans_ThatWereLookedAt_AreManyAndHaveHoles()
    {
        _pooled.Verify();
        _pooledHoles.Verify();
    }

    [Test]
    public void Columns_MoreThanMicroseconds_AreOneEach()
    {
        var start = Timestamp.Parse("2026-03-28T22:00:00Z");
        var window = new TimeRange(start, start.AddMicroseconds(3));
        var hole = new CoverageSpan
        {
            Range = new TimeRange(start.AddMicroseconds(1), start.AddMicroseconds(2)),
            Microseconds = new ClassMicroseconds { Missing = 1, },
        };
        var row = new MapRow
        {
            Lane = new CoverageLane
            {
                Stream = new StreamId("c", "q"),
                Window = window,
                Microseconds = new ClassMicroseconds { Full = 2, Missing = 1, },
                Spans = [hole],
            },
            Range = window,
            IsDay = false,
        };

        Assert.That(
            row.Columns(100).Select(column => column.Worst),
            Is.EqualTo(new CoverageClass?[] { CoverageClass.Full, CoverageClass.Missing, CoverageClass.Full }));
    }

    [TestCase(0, 100, 0)]
    [TestCase(1, 1_000_000, 1)]
    [TestCase(1, 8, 1)]
    [TestCase(2, 15, 2)]
    [TestCase(7, 8, 7)]
    [TestCase(99, 100, 8)]
    [TestCase(100, 100, 8)]
    public void MissingSteps_OfAnAmount_AreRoundedUp(long missing, long total, int steps)
    {
        var column = new MapColumn
        {
            Range = default,
            Microseconds = new ClassMicroseconds { Full = total - missing, Missing = missing, },
            Worst = missing > 0 ? CoverageClass.Missing : CoverageClass.Full,
        };

        Assert.That(column.MissingSteps, Is.EqualTo(steps));
    }

    private static IEnumerable<MapRow> RowsOf(FakedCoverage faked) => faked.Maps().SelectMany(map => map.Rows);

    /// <summary>A column by going through all that the lane has.</summary>
    private static MapColumn Expected(CoverageLane lane, TimeRange range)
    {
        var audited = lane.Window is { } window ? range.Intersect(window) : default;
        if (audited.IsEmpty) return new MapColumn { Range = range, Microseconds = default };
        var (sum, worst) = (default(ClassMicroseconds), CoverageClass.Full);
        CoverageClass[] fromBest =
        [
            CoverageClass.Full,
            CoverageClass.Suspect,
            CoverageClass.Partial,
            CoverageClass.Unknown,
            CoverageClass.Missing,
        ];
        foreach (var span in lane.Spans)
        {
            var length = span.Range.Intersect(audited).Microseconds;
            if (length == 0) continue;
            var @class = span.Microseconds switch
            {
                { Missing: > 0 } => CoverageClass.Missing,
                { Unknown: > 0 } => CoverageClass.Unknown,
                { Partial: > 0 } => CoverageClass.Partial,
                _ => CoverageClass.Suspect,
            };
            sum += @class switch
            {
                CoverageClass.Missing => new ClassMicroseconds { Missing = length, },
                CoverageClass.Unknown => new ClassMicroseconds { Unknown = length },
                CoverageClass.Partial => new ClassMicroseconds { Partial = length, },
                _ => new ClassMicroseconds { Suspect = length, },
            };
            if (Array.IndexOf(fromBest, @class) > Array.IndexOf(fromBest, worst)) worst = @class;
        }

        return new MapColumn { Range = range, Microseconds = sum with { Full = audited.Microseconds - sum.Total }, Worst = worst };
    }
}
