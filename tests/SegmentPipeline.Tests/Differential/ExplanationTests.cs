using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Differential;

/// <summary>Explanations of moments against the naive audit, and against the audit itself, on made-up archives.</summary>
internal sealed class ExplanationTests
{
    private static readonly string[] Wanted =
    [
        .. Enum.GetNames<MomentPlace>(), .. Enum.GetNames<CoverageClass>().Except([nameof(CoverageClass.Off)]),
        .. Enum.GetNames<EntryFate>(), .. Enum.GetNames<ChoiceRule>(),
        "played", "hole in the sequence", "gap within the tolerance", "unreadable", "skipped",
    ];

    private readonly HashSet<string> _met = new(StringComparer.Ordinal);

    private static IEnumerable<int> Archives => Seeds.InARow(600);

    [TestCaseSource(nameof(Archives))]
    public async Task Explain_MomentsOfAMadeUpArchive_AgreesWithTheAudits(int seed)
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
                _met.UnionWith(CasesOf(actual));
            }
        }
    }

    [Test]
    [DependsOnTest(nameof(Explain_MomentsOfAMadeUpArchive_AgreesWithTheAudits))]
    public void Explanations_ThatWereCompared_AreOfEveryCase() =>
        Assert.That(Wanted.Except(_met), Is.Empty, "cases that no archive has shown");

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
