using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Differential;

/// <summary>Explanations of moments against the naive audit, and against the audit itself, on made-up archives.</summary>
internal sealed class ExplanationTests
{
    private const int SeedsEach = 150;
    private const int Batches = 4;
    private static readonly string[] Wanted =
    [
        .. Enum.GetNames<MomentPlace>(), .. Enum.GetNames<CoverageClass>(), .. Enum.GetNames<EntryFate>(), .. Enum.GetNames<ChoiceRule>(),
        "played", "hole in the sequence", "gap within the tolerance", "unreadable", "skipped",
    ];

    private static readonly int FirstSeed = TestContext.Parameters.Get("firstSeed", 1);

    private static IEnumerable<int> FirstSeeds() => Enumerable.Range(0, Batches).Select(batch => FirstSeed + batch * SeedsEach);

    [TestCaseSource(nameof(FirstSeeds))]
    public async Task Explain_MomentsOfMadeUpArchives_AgreesWithTheAudits(int firstSeed)
    {
        var met = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = firstSeed; seed < firstSeed + SeedsEach; seed++)
        {
            var faked = ArchiveFaker.WithFaults(seed);
            var request = faked.Request with { Start = null, End = null, Exclude = [] };
            var naive = new NaiveAudit(faked.Tree, request, faked.Now);
            var options = new SegmentArchiveOptions { Tolerance = request.Tolerance, TimeProvider = new FixedTimeProvider(faked.Now) };
            await using var archive = SegmentArchive.Open(InMemoryReader.RootPath, options, new InMemoryReader(faked.Tree));
            var records = naive.IsArchive ? await archive.AuditAsync(request, faked.Context).ToListAsync() : [];
            foreach (var stream in naive.Streams.Where(s => s.Readable))
            {
                var expected = new ExpectedExplanation(stream, request, faked.Now, records);
                foreach (var moment in MomentsOf(faked, stream))
                {
                    var actual = await archive.ExplainAsync(stream.Id, moment, request.Settle);
                    if (expected.DifferenceTo(actual) is { } difference) Assert.Fail($"{stream.Id} {moment}: {difference}\n{actual}\n{faked}");
                    met.UnionWith(CasesOf(actual));
                }
            }
        }

        Assert.That(Wanted.Except(met), Is.Empty, "cases that no archive has shown");
    }

    private static IEnumerable<string> CasesOf(MomentExplanation actual) =>
    [
        $"{actual.Place}",
        $"{actual.Class}",
        actual.PlayedBy is not null ? "played" : actual.SequenceHole is not null ? "hole in the sequence" : "gap within the tolerance",
        actual.Unreadable.Count > 0 ? "unreadable" : "readable",
        actual.Skipped.Count > 0 ? "skipped" : "all played",
        .. actual.Entries.SelectMany(entry => new[] { $"{entry.Fate}", $"{entry.Rule}" }),
    ];

    /// <summary>Places where something begins or ends, give or take the tolerance, and a few anywhere.</summary>
    private static IEnumerable<Timestamp> MomentsOf(FakedArchive faked, NaiveStream stream)
    {
        var random = new Random(faked.Seed);
        var tolerance = faked.Request.ToleranceMicroseconds;
        var edges = stream.Selected.SelectMany(segment => new[] { segment.Start, segment.End })
            .Concat(faked.Ranges.SelectMany(range => new[] { range.Start.UnixMicroseconds, range.End.UnixMicroseconds }))
            .Append(faked.Now.UnixMicroseconds - faked.Request.SettleMicroseconds)
            .ToArray();
        random.Shuffle(edges);
        long[] steps = [0, -1, 1, tolerance, -tolerance, tolerance + 1, 1_000_000, -3_600_000_000, 7_200_000_000];
        return edges.Take(20)
            .Select(edge => new Timestamp(edge + steps[random.Next(steps.Length)]))
            .Where(moment => moment.Hour >= Hour.Earliest && moment.Hour <= Hour.Latest);
    }
}
