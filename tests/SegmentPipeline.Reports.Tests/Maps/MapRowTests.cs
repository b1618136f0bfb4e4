namespace SegmentPipeline.Reports.Tests.Maps;

internal sealed class MapRowTests
{
    private const int Seeds = 200;

    private static readonly int[] Widths = [1, 2, 3, 7, 50, 79, 333, 1200];

    [Test]
    public void Columns_OfRandomArchives_ShowEveryHoleAtEveryWidth()
    {
        var holes = 0;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var faked = FakedCoverage.Of(seed);
            foreach (var row in RowsOf(faked))
            {
                foreach (var width in Widths)
                {
                    var columns = row.Columns(width);
                    foreach (var hole in faked.HolesOf(row.Lane.Stream).Where(hole => !hole.Range.Intersect(row.Range).IsEmpty))
                    {
                        holes++;
                        var shared = columns.Where(column => !column.Range.Intersect(hole.Range).IsEmpty).ToList();
                        Assert.That(shared, Is.Not.Empty, $"seed {seed}, width {width}, {hole}");
                        Assert.That(shared, Has.All.Matches<MapColumn>(column => column is { Worst: CoverageClass.Missing, MissingSteps: > 0 }), $"seed {seed}, width {width}, {hole}");
                    }
                }
            }
        }

        Assert.That(holes, Is.GreaterThan(2_000));
    }

    [Test]
    public void Columns_OfRandomArchives_AreWhatTheirRangesHold()
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            foreach (var row in RowsOf(FakedCoverage.Of(seed)))
            {
                foreach (var column in row.Columns(61)) Assert.That(column, Is.EqualTo(Expected(row.Lane, column.Range)), $"seed {seed}, {row.Label}");
            }
        }
    }

    [Test]
    public void Columns_OfAnyNumber_AddUpToTheWindow()
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            foreach (var row in CoverageMap.ByStream("", FakedCoverage.Of(seed).Collector).Rows)
            {
                foreach (var width in Widths)
                {
                    var columns = row.Columns(width);
                    Assert.That(columns.Aggregate(default(ClassMicroseconds), (sum, column) => sum + column.Microseconds), Is.EqualTo(row.Lane.Microseconds), $"seed {seed}, width {width}");
                    Assert.That(columns.Zip(columns.Skip(1)), Has.All.Matches<(MapColumn Left, MapColumn Right)>(pair => pair.Left.Range.End == pair.Right.Range.Start));
                    Assert.That((columns[0].Range.Start, columns[^1].Range.End), Is.EqualTo((row.Range.Start, row.Range.End)));
                }
            }
        }
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(10)]
    public void Columns_OfPooledSpans_ShowEveryHoleWhereverItMayBe(int capacity)
    {
        var pooled = 0;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var faked = FakedCoverage.Of(seed, capacity);
            if (faked.Collector.Step > TimeSpan.Zero) pooled++;
            foreach (var row in CoverageMap.ByStream("", faked.Collector).Rows)
            {
                foreach (var width in Widths)
                {
                    var columns = row.Columns(width);
                    foreach (var hole in faked.HolesOf(row.Lane.Stream))
                    {
                        var shared = columns.Where(column => !column.Range.Intersect(hole.Range).IsEmpty);
                        Assert.That(shared, Is.Not.Empty.And.All.Matches<MapColumn>(column => column.Worst == CoverageClass.Missing), $"seed {seed}, width {width}, {hole}");
                    }

                    Assert.That(columns.Sum(column => column.Microseconds.Missing), Is.EqualTo(row.Lane.Microseconds.Missing), $"seed {seed}, width {width}");
                }
            }
        }

        Assert.That(pooled, Is.GreaterThan(5));
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

        Assert.That(row.Columns(100).Select(column => column.Worst), Is.EqualTo(new CoverageClass?[] { CoverageClass.Full, CoverageClass.Missing, CoverageClass.Full }));
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
        CoverageClass[] fromBest = [CoverageClass.Full, CoverageClass.Suspect, CoverageClass.Partial, CoverageClass.Unknown, CoverageClass.Missing];
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
