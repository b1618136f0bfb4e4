using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>What is made of what a filling would do.</summary>
internal sealed class FillPlanTallyTests
{
    private static readonly string[] Copies = ["a", "b"];

    [TestCase(0, 0, true)]
    [TestCase(1, 1, true)]
    [TestCase(64, 64, true)]
    [TestCase(65, 33, false)]
    [TestCase(1000, 63, false)]
    public void Samples_OfAnyNumberOfFiles_AreEvenlyChosen(int files, int samples, bool isExact)
    {
        var tally = new FillPlanTally(Copies);
        for (var file = 0; file < files; file++) tally.Report(Wanted($"{file}", "a"));

        var chosen = tally.Samples.Select(sample => int.Parse(sample.Path, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        var every = chosen.Count > 1 ? chosen[1] - chosen[0] : 1;
        Assert.That(chosen, Is.EqualTo(Enumerable.Range(0, samples).Select(at => at * every)));
        var plan = tally.ToPlan(default, samples * 10, mostFiles: null);
        Assert.That((plan.Files, plan.Bytes, plan.AreBytesExact), Is.EqualTo(((long)files, (long?)files * 10, isExact)));
    }

    [Test]
    public void Bytes_ThatNobodyTells_AreNotGuessed()
    {
        var tally = new FillPlanTally(Copies);
        tally.Report(Wanted("1", "a"));

        Assert.That(tally.ToPlan(default, sampledBytes: null, mostFiles: 5), Has.Property("Bytes").Null.And.Property("AreBytesExact").False);
    }

    [Test]
    public void Holes_OfAnyNumber_AreThoseOfWhichMostIsClosed()
    {
        var tally = new FillPlanTally(Copies);
        for (var length = 1; length <= 250; length++) tally.Report(Verdict(length, fillable: length));
        tally.Report(Verdict(1000, fillable: 0));

        var plan = tally.ToPlan(default, sampledBytes: null, mostFiles: null);

        Assert.That((plan.HoleCount, plan.ClosedMicroseconds), Is.EqualTo((250L, 250L * 251 / 2)));
        Assert.That(plan.Holes.Select(hole => hole.ClosedMicroseconds), Is.EqualTo(Enumerable.Range(151, 100).Reverse()));
        Assert.That(plan.Holes[0].Copies, Is.EqualTo(["b", "a"]));
    }

    [Test]
    public void Copies_ThatGiveSomething_AreCountedInTheirOrder()
    {
        var tally = new FillPlanTally(["a", "none", "b"]);
        foreach (var copy in (string[])["b", "a", "b"]) tally.Report(Wanted("1", copy));
        tally.Report(new FillRecord { Path = "c/q", State = FillState.Failed, Replica = "none", Cause = "it does not answer" });

        var plan = tally.ToPlan(default, sampledBytes: null, mostFiles: null);

        Assert.That(plan.Copies.Select(copy => $"{copy.Name} {copy.Files}"), Is.EqualTo(["a 1", "b 2"]));
        Assert.That(plan.Cause, Is.EqualTo("it does not answer"));
    }

    private static FillRecord Wanted(string path, string replica) => new() { Path = path, State = FillState.Wanted, Replica = replica };

    /// <summary>A hole of so many microseconds, the first of which a copy has.</summary>
    private static VerdictRecord Verdict(long length, long fillable)
    {
        var start = Timestamp.Parse("2026-03-28T12:00:00Z");
        var (middle, end) = (start + TimeSpan.FromMicroseconds(fillable), start + TimeSpan.FromMicroseconds(length));
        var parts = new List<VerdictPart>();
        if (fillable > 0) parts.Add(new VerdictPart { Start = start, End = middle, Verdict = HoleVerdict.Fillable, Replicas = ["b", "a"] });
        if (fillable < length) parts.Add(new VerdictPart { Start = middle, End = end, Verdict = HoleVerdict.Nowhere });
        return new VerdictRecord { Stream = new StreamId("c", "q"), Hole = new TimeRange(start, end), Parts = parts };
    }
}
