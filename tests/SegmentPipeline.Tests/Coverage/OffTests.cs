using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Coverage;

/// <summary>Time that is neither covered nor expected, at its borders.</summary>
internal sealed class OffTests
{
    private const string Hour = "2026-03-28T22";

    [Test]
    public async Task Hole_AtTheBordersOfWhatIsExpected_IsCut()
    {
        var report = await AuditAsync(Range("22:00:05", "22:00:08"), Range("22:00:09", "22:00:09.000001"));

        Assert.That(Lines(report), Is.EqualTo([
            "off 22:00:02.000000–22:00:05.000000",
            "hole 22:00:05.000000–22:00:08.000000 between 00:00 and 00:10",
            "off 22:00:08.000000–22:00:09.000000",
            "hole 22:00:09.000000–22:00:09.000001 between 00:00 and 00:10",
            "off 22:00:09.000001–22:00:10.000000",
        ]));
        var classes = new ClassMicroseconds { Full = 4_000_000, Missing = 3_000_001, Off = 4_999_999 };
        Assert.That(report.Stream.Microseconds, Is.EqualTo(classes));
        Assert.That(report.Stream.Microseconds.Total, Is.EqualTo(report.Stream.Window!.Value.Microseconds));
    }

    [TestCase("22:00:02", "22:00:10", 8_000_000)]
    [TestCase("22:00:02.000001", "22:00:10", 7_999_999)]
    [TestCase("22:00:00", "22:00:02", 0)]
    [TestCase("22:00:10", "22:00:12", 0)]
    [TestCase("22:00:00", "22:00:02.000001", 1)]
    public async Task Missing_OfWhatIsExpected_IsExact(string start, string end, long missing)
    {
        var report = await AuditAsync(Range(start, end));

        Assert.That((report.Stream.Microseconds.Missing, report.Stream.Microseconds.Off), Is.EqualTo((missing, 8_000_000 - missing)));
        Assert.That(report.Stream.Microseconds.Full, Is.EqualTo(4_000_000), "what is covered stays covered, expected or not");
    }

    [Test]
    public async Task Coverage_OfAStreamThatIsNeverExpected_IsWhole()
    {
        var report = await AuditAsync();

        Assert.That(report.Stream.Microseconds.Measured, Is.EqualTo(report.Stream.Microseconds.Covered));
        Assert.That(report.Summary.Outcome, Is.EqualTo(AuditOutcome.Success));
    }

    [Test]
    public async Task Expectation_OfAWindow_IsToldInNormalForm()
    {
        var report = await AuditAsync(Range("22:00:11", "23:00"), Range("22:00:01", "22:00:03"), Range("22:00:03", "22:00:04"), Range("21:00", "21:30"));

        var expectation = report.Records.OfType<ExpectationRecord>().Single();
        Assert.That(expectation.Range, Is.EqualTo(report.Stream.Window));
        Assert.That((expectation.ExpectedMicroseconds, expectation.Ranges), Is.EqualTo((4_000_000, 2)));
        Assert.That(expectation.Digest, Is.EqualTo("f1c436b175e154979aeec41a946f1d258d4d6269a9ec7bc06c8735a6066dac13"));
        Assert.That(report.Records[^2], Is.EqualTo(report.Stream));
        Assert.That(report.Records[^3], Is.EqualTo(expectation));
    }

    private static TimeRange Range(string start, string end) => TimeRange.Parse($"2026-03-28T{start}", $"2026-03-28T{end}");

    private static IEnumerable<string> Lines(Report report) => report.Records.Select(record => record switch
    {
        HoleFinding hole => $"hole {Short(hole.Range)} between {hole.Before!.Name[..5]} and {hole.After!.Name[..5]}",
        OffRecord off => $"off {Short(off.Range)}",
        _ => null,
    }).OfType<string>();

    private static string Short(TimeRange range) => $"{range.Start.ToString()[11..26]}–{range.End.ToString()[11..26]}";

    private static async Task<Report> AuditAsync(params TimeRange[] expected)
    {
        var tree = new ArchiveTree();
        tree.Hour(Hour).File(SegmentNames.Full("00:00")).File(SegmentNames.Full("00:10"));
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory, FixedTimeProvider.FarAfter.Now);
        var request = new AuditRequest { Expectation = FakedExpectation.OfAll(expected), Silence = null };
        return new Report(await opened.Archive.AuditAsync(request).ToListAsync());
    }

    private sealed record Report(List<AuditRecord> Records)
    {
        internal StreamRecord Stream => Records.OfType<StreamRecord>().Single();

        internal SummaryRecord Summary => (SummaryRecord)Records[^1];
    }
}
