using System.Text;
using System.Text.Json;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Synthesis.Tests;

internal sealed class PlantedFaultTests
{
    private static readonly string[] KindsOverHours = ["empty-hour", "hole-over-hour-border", "missing-hours"];

    private static readonly string[] AllKinds =
        [.. FaultKind.WithinAnHour.Select(kind => kind.Id), .. KindsOverHours, "stray-directory", "stray-file"];

    private readonly CaseFloor _neighbours = new(400);

    [Test]
    public void Faults_None_PlanIsContiguousAndHasNone([Values(1, 2, 3)] long seed)
    {
        var options = new SyntheticArchiveOptions { Qualities = 1, Hours = 8, Seed = seed, Faults = FaultLevel.None };

        var plan = SyntheticArchive.Plan(options);

        var segments = plan.Directories.SelectMany(directory => directory.Files.Select(file => RangeOf(directory, file))).ToArray();
        Assert.That(plan.Faults, Is.Empty);
        Assert.That(segments[0].Start, Is.EqualTo(options.Start.Start));
        Assert.That(segments[^1].End, Is.GreaterThanOrEqualTo(new Hour(options.Start.SinceEpoch + 8).Start));
        Assert.That(
            segments.Zip(segments.Skip(1)),
            Has.All.Matches<(TimeRange First, TimeRange Second)>(pair => pair.First.End == pair.Second.Start));
    }

    [Test]
    public void Faults_FewInSevenHours_EachKindOnce([Values(1, 2, 5, 60)] int seconds, [Values(1, 2, 30)] int qualities)
    {
        var options = new SyntheticArchiveOptions { Hours = 7, Qualities = qualities, SecondsPerSegment = seconds, Seed = seconds };

        var kinds = SyntheticArchive.Plan(options).Faults.Select(fault => fault.Kind);

        Assert.That(kinds, Is.EquivalentTo(AllKinds));
    }

    [Test]
    public void Faults_FewInSixHours_OnlyTheLongestDoesNotFit()
    {
        var kinds = SyntheticArchive.Plan(new SyntheticArchiveOptions { Hours = 6 }).Faults.Select(fault => fault.Kind);

        Assert.That(kinds, Is.EquivalentTo(AllKinds.Except(["missing-hours"])));
    }

    [Test]
    public void Faults_ManyInADay_EachKindInEachStreamAndAHoleOverMidnight()
    {
        var options = new SyntheticArchiveOptions { Hours = 24, Faults = FaultLevel.Many };
        var midnight = Timestamp.Parse("2026-03-29T00");

        var byStream = SyntheticArchive.Plan(options).Faults.ToLookup(fault => fault.Stream);

        foreach (var quality in new[] { "source", "720p60" })
        {
            var faults = byStream[new StreamId("channel01", quality)].ToArray();
            var holes = faults.SelectMany(fault => fault.Findings).OfType<HoleFinding>();
            Assert.That(faults.Select(fault => fault.Kind).Distinct(), Is.EquivalentTo(AllKinds));
            Assert.That(holes.Count(hole => hole.Range.Contains(midnight)), Is.EqualTo(1));
        }
    }

    [Test]
    public void Faults_AnyLevelAndLength_KeepApart(
        [Values(FaultLevel.Few, FaultLevel.Many)] FaultLevel level, [Values(1, 2, 60)] int seconds, [Values(1, 2, 7, 30)] int hours)
    {
        var options = new SyntheticArchiveOptions { Hours = hours, SecondsPerSegment = seconds, Faults = level, Seed = hours };

        var ranges = SyntheticArchive.Plan(options).Faults
            .Where(fault => RangesOf(fault).Any())
            .Select(fault => (fault.Stream, Start: RangesOf(fault).Min(range => range.Start), End: RangesOf(fault).Max(range => range.End)))
            .GroupBy(fault => fault.Stream);

        // More than a segment between two, so that the segments that they name are not the other's either.
        foreach (var (first, second) in ranges.SelectMany(stream => stream.Zip(stream.Skip(1))))
        {
            Assert.That(second.Start.MicrosecondsSince(first.End), Is.GreaterThan(seconds * Timestamp.MicrosecondsPerSecond));
            _neighbours.Count();
        }
    }

    [Test]
    [DependsOnTest(nameof(Faults_AnyLevelAndLength_KeepApart))]
    public void Faults_ThatHaveANeighbour_AreMany() => _neighbours.Verify();

    [Test]
    public void Json_EveryFinding_IsALineWithTheFieldsOfItsRecord()
    {
        using var output = new MemoryStream();
        var faults = SyntheticArchive.Plan(new SyntheticArchiveOptions()).Faults.ToArray();

        var count = PlantedFaultJson.Write(output, faults, CancellationToken.None);

        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.That(count, Is.EqualTo(faults.Length));
        Assert.That(lines, Has.Length.EqualTo(faults.Sum(fault => fault.Findings.Count + fault.Entries.Count)));
        Assert.That(FieldsOf("missing-segment"), Is.EqualTo("fault,type,channel,quality,start,end,microseconds,before,after"));
        Assert.That(FieldsOf("suspect-run"), Is.EqualTo("fault,type,channel,quality,start,end,microseconds,class"));
        Assert.That(FieldsOf("second-recorder"), Is.EqualTo("fault,type,channel,quality,start,end,microseconds,segment"));
        Assert.That(FieldsOf("bad-hash"), Is.EqualTo("fault,type,channel,quality,path,cause,position"));
        Assert.That(FieldsOf("stray-directory"), Is.EqualTo("fault,type,path,cause"));
        Assert.That(FieldsOf("temp-leftover"), Is.EqualTo("fault,type,channel,quality,path,fate"));

        string FieldsOf(string kind) => string.Join(
            ',', lines.First(line => line.GetProperty("fault").ValueEquals(kind)).EnumerateObject().Select(field => field.Name));
    }

    private static IEnumerable<TimeRange> RangesOf(PlantedFault fault) => fault.Findings.Select(finding => finding switch
    {
        HoleFinding hole => hole.Range,
        DegradedFinding degraded => degraded.Range,
        OverlapFinding overlap => overlap.Range,
        _ => (TimeRange?)null,
    }).OfType<TimeRange>();

    private static TimeRange RangeOf(PlannedDirectory directory, PlannedFile file)
    {
        var parts = file.Text.Split('-');
        var start = Timestamp.Parse($"{directory.Path[^13..]}:{parts[0]}Z");
        var seconds = decimal.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
        return new TimeRange(start, start.AddMicroseconds((long)(seconds * Timestamp.MicrosecondsPerSecond)));
    }
}
