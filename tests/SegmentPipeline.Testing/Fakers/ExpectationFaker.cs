using Bogus;

namespace SegmentPipeline.Testing;

/// <summary>Makes up what is expected of the streams of an archive: ranges that begin and end where segments, holes and the window do, give
/// or take a microsecond.</summary>
internal static class ExpectationFaker
{
    /// <summary>What is expected; nothing is said of some of the streams.</summary>
    internal static FakedExpectation For(FakedArchive archive, int seed)
    {
        var audited = new NaiveAudit(archive.Tree, archive.Request, archive.Now).Streams;
        return For(audited, archive.Now.UnixMicroseconds - archive.Request.SettleMicroseconds, seed);
    }

    /// <summary>What is expected of streams that were audited; nothing is said of some of them.</summary>
    internal static FakedExpectation For(IEnumerable<NaiveStream> audited, long settled, int seed)
    {
        var random = new Randomizer(seed);
        var streams = new Dictionary<StreamId, ExpectedTime>();
        foreach (var stream in audited)
        {
            if (random.Bool(0.15f)) continue;
            var moments = MomentsOf(stream, settled);
            var ranges = Enumerable.Range(0, random.WeightedRandom([0, 1, 2, 5, 12], [0.1f, 0.25f, 0.25f, 0.25f, 0.15f]))
                .Select(_ => RangeOf(random, moments)).ToList();
            streams[stream.Id] = new ExpectedTime { Source = $"seed {seed}", Ranges = ranges };
        }

        return new FakedExpectation(streams);
    }

    private static List<long> MomentsOf(NaiveStream stream, long settled)
    {
        var moments = stream.Selected.SelectMany(segment => new[] { segment.Start, segment.End }).ToList();
        foreach (var hole in stream.Coverage.Ranges(CoverageClass.Missing))
        {
            var third = (hole.End - hole.Start) / 3;
            moments.AddRange([hole.Start, hole.End, hole.Start + third, hole.End - third]);
        }

        if (stream.Window is { } window) moments.AddRange([window.Start, window.End]);
        moments.Add(settled);
        return moments;
    }

    private static TimeRange RangeOf(Randomizer random, List<long> moments)
    {
        var (one, other) = (MomentOf(random, moments), MomentOf(random, moments));
        return NaiveText.Range(Math.Min(one, other), Math.Max(one, other));
    }

    private static long MomentOf(Randomizer random, List<long> moments) =>
        random.ListItem(moments)
        + random.ArrayElement([0, 0, 0, 1, -1, random.Long(-5_000_000, 5_000_000), random.Long(-7_200_000_000, 7_200_000_000)]);
}

/// <summary>What is expected, stream by stream.</summary>
internal sealed class FakedExpectation(IReadOnlyDictionary<StreamId, ExpectedTime> streams) : IExpectation
{
    /// <summary>The same of each stream.</summary>
    internal static IExpectation OfAll(params TimeRange[] ranges) =>
        new Same(new ExpectedTime { Source = "test", Ranges = ranges });

    public ExpectedTime? Find(StreamId stream, TimeRange window) => streams.GetValueOrDefault(stream);

    private sealed class Same(ExpectedTime expected) : IExpectation
    {
        public ExpectedTime? Find(StreamId stream, TimeRange window) => expected;
    }
}
