using SegmentPipeline.Testing;
using SegmentPipeline.Verification.Tests.Naive;
using SegmentPipeline.Verification.Tests.Streams;

namespace SegmentPipeline.Verification.Tests.Judging;

/// <summary>Thousands of damaged streams, judged by the judge and in the obvious way.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class NaiveComparisonTests
{
    private const int StreamsASeed = 100;

    private static IEnumerable<int> AllSeeds => Seeds.InARow(60);

    [TestCaseSource(nameof(AllSeeds))]
    public void DamagedStream_IsJudgedAsInTheObviousWay(int seed)
    {
        var random = new Random(seed);
        using var files = new JudgedFiles(random.Next(3) == 0 ? null : random.Next(2_000, 20_000));
        for (var number = 0; number < StreamsASeed; number++)
        {
            var plan = RandomPlan(random);
            var clean = MadeStream.File(plan);
            var damaged = clean;
            for (var times = random.Next(4); times > 0; times--) damaged = new Mutator(random).Mutate([.. damaged]);
            var content = random.Next(2) == 0 ? clean : damaged;
            var kind = random.Next(6) switch { 0 => "partial", 1 => "suspect", _ => "full" };
            var name = random.Next(10) == 0 ? (SegmentName?)null : TestNames.For(content, plan.LengthTicks / 90_000m, kind);

            var verdict = files.Judge(damaged, name);

            var naive = new NaiveJudge(damaged, name);
            var where = $"seed {seed}, stream {number}";
            Assert.That(verdict.Causes, Is.EqualTo(naive.Causes), where);
            Assert.That(verdict.Origin, Is.EqualTo(naive.Origin), where);
            Assert.That((verdict.Clock?.FirstPts, verdict.Clock?.EndPts), Is.EqualTo((naive.Clock?.First, naive.Clock?.End)), where);
        }
    }

    private static StreamPlan RandomPlan(Random random) => new()
    {
        Seed = random.Next(),
        Pictures = random.Next(3, 40),
        PictureTicks = random.Next(4) switch { 0 => 1_800, 1 => 3_003, 2 => 45_000, _ => 3_600 },
        FirstPts = random.Next(3) == 0 ? (1L << 33) - random.Next(1, 100_000) : random.NextInt64(1L << 33),
        PacketsAPicture = random.Next(1, 6),
        IsReordered = random.Next(2) == 0,
        HasVideo = random.Next(5) > 0,
        HasAudio = true,
        ListsEvery = random.Next(2, 30),
        StuffingAPicture = random.Next(3),
    };
}
