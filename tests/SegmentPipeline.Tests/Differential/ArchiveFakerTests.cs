using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Differential;

/// <summary>Made-up archives are worth something only if the odd cases are really in them.</summary>
internal sealed class ArchiveFakerTests
{
    private const int Seeds = 300;

    private static readonly string[] Wanted =
    [
        "hidden", "foreign", "tombstones", "tombstoned", "bad", "temporary", "superseded", "selected", "vanished", "unreadable",
        nameof(HoleFinding),
        nameof(DegradedFinding),
        nameof(OverlapFinding),
        nameof(BadNameFinding),
        nameof(StrayFinding),
        nameof(UnreadableFinding),
        .. Enum.GetNames<CoverageClass>().Except([nameof(CoverageClass.Off)]).Select(name => $"class {name}"),
        .. Enum.GetNames<HoleReason>().Select(name => $"reason {name}"),
        "no window", "empty window", "cut window", "bad at 0", "bad later", "after midnight",
    ];

    [Test]
    public void WithFaults_ManySeeds_MeetEveryFateFindingClassAndReason()
    {
        var met = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var seed = 1; seed <= Seeds; seed++) Count(met, ArchiveFaker.WithFaults(seed));

        using (Assert.EnterMultipleScope())
        {
            foreach (var what in Wanted) Assert.That(met.GetValueOrDefault(what), Is.GreaterThanOrEqualTo(5), what);
        }
    }

    [Test]
    public void WithFaults_SameSeed_IsTheSameArchive()
    {
        var first = ArchiveFaker.WithFaults(42).ToString();
        var second = ArchiveFaker.WithFaults(42).ToString();

        Assert.That(second, Is.EqualTo(first));
    }

    private static void Count(Dictionary<string, long> met, FakedArchive faked)
    {
        var audit = new NaiveAudit(faked.Tree, faked.Request, faked.Now);
        foreach (var record in audit.Records())
        {
            Add(record.GetType().Name);
            if (record is BadNameFinding bad) Add(bad.Position == 0 ? "bad at 0" : "bad later");
        }

        foreach (var stream in audit.Streams)
        {
            foreach (var fate in stream.Hours.SelectMany(hour => hour.Fates.Values)) Add(fate);
            foreach (var piece in stream.Coverage.Pieces) Add($"class {piece.Class}");
            foreach (var item in faked.Ranges.SelectMany(range => Sequence(stream, range)).Where(i => i.Segment is null))
                Add($"reason {item.Reason}");
            if (stream.Window is null) Add("no window");
            else if (stream.Window.Value.Start == stream.Window.Value.End) Add("empty window");
            else if (stream.Window.Value.End < (faked.Request.End?.UnixMicroseconds ?? stream.Selected.Max(s => s.End))) Add("cut window");
            if (stream.Selected.Any(s => new Timestamp(s.Start).ToString()[..10] != new Timestamp(s.End).ToString()[..10]))
                Add("after midnight");
        }

        void Add(string what) => met[what] = met.GetValueOrDefault(what) + 1;
    }

    private static List<NaiveSequence.Item> Sequence(NaiveStream stream, TimeRange range) =>
        NaiveSequence.Of(stream.Selected, range.Start.UnixMicroseconds, range.End.UnixMicroseconds, AuditDefaults.ToleranceMicroseconds);
}
