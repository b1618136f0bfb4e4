using System.Reflection;
using System.Text.Json;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Records;

/// <summary>The tables of closed sets are whole, and what is written by hand beside them says the same.</summary>
internal sealed class ClosedSetTests
{
    private static readonly string Formats = ProjectFiles.Read("docs/formats.md");

    private static IEnumerable<FindingType> Types => FindingTypes.All;

    private static IEnumerable<PropertyInfo> CountsOf(Type counts) => counts.GetProperties().Where(property => property.CanWrite);

    [Test]
    public void FindingTypes_HaveARowForEachRecord()
    {
        var records = typeof(Finding).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Finding))).ToList();

        Assert.That(records, Has.Count.GreaterThan(9));
        Assert.That(FindingTypes.All.Select(type => type.Record), Is.EquivalentTo(records));
        Assert.That(FindingTypes.All.Select(type => type.Word), Is.Unique);
        Assert.That(FindingTypes.All.Select(type => type.Weight), Is.Unique);
        Assert.That(FindingTypes.All.Select(type => type.Rank).OfType<int>(), Is.Unique);
    }

    [Test]
    public void FindingTypes_CountEachInAPlaceOfItsOwn() => AreCountedApart(
        FindingTypes.All, default(FindingCounts), (type, counts, count) => type.WithCount(counts, count), (type, counts) =>
            type.CountIn(counts), counts => counts.Total);

    [Test]
    public void Fates_AreCountedEachInAPlaceOfItsOwn() => AreCountedApart(
        EntryFates.All, default(EntryCounts), (fate, counts, count) => fate.WithCount(counts, count), (fate, counts) =>
            fate.CountIn(counts), counts => counts.Total);

    [Test]
    public void Classes_AreCountedEachInAPlaceOfItsOwn() => AreCountedApart(
        CoverageClasses.All, default(ClassMicroseconds), (row, counts, count) => row.WithCount(counts, count), (row, counts) =>
            row.CountIn(counts), counts => counts.Total);

    [Test]
    public void Sums_AddEachCount()
    {
        var entries = Numbered(EntryFates.All, default(EntryCounts), (fate, counts, count) => fate.WithCount(counts, count));
        var classes = Numbered(CoverageClasses.All, default(ClassMicroseconds), (row, counts, count) => row.WithCount(counts, count));

        Assert.That(EntryFates.All.Select(fate => fate.CountIn(entries + entries)),
            Is.EqualTo(Enumerable.Range(1, EntryFates.All.Count).Select(count => 2 * count)));
        Assert.That(CoverageClasses.All.Select(row => row.CountIn(classes + classes)),
            Is.EqualTo(Enumerable.Range(1, CoverageClasses.All.Count).Select(count => 2 * count)));
    }

    [Test]
    public void Members_AllHaveARow()
    {
        Assert.That(EntryFates.All.Select(row => row.Member), Is.EquivalentTo(Enum.GetValues<EntryFate>()));
        Assert.That(CoverageClasses.All.Select(row => row.Member), Is.EquivalentTo(Enum.GetValues<CoverageClass>()));
        Assert.That(EntryFates.All, Has.Count.EqualTo(CountsOf(typeof(EntryCounts)).Count()));
        Assert.That(CoverageClasses.All, Has.Count.EqualTo(CountsOf(typeof(ClassMicroseconds)).Count()));
        Assert.That(FindingTypes.All, Has.Count.EqualTo(CountsOf(typeof(FindingCounts)).Count()));
    }

    [Test]
    public void Members_SerialiseAsTheirWords()
    {
        Assert.That(EntryFates.All.Select(row => JsonSerializer.Serialize(row.Member)),
            Is.EqualTo(EntryFates.All.Select(row => $"\"{row.Word}\"")));
        Assert.That(CoverageClasses.All.Select(row => JsonSerializer.Serialize(row.Member)),
            Is.EqualTo(CoverageClasses.All.Select(row => $"\"{row.Word}\"")));
    }

    [TestCase(FailOn.None, 0)]
    [TestCase(FailOn.Hole, 2)]
    [TestCase(FailOn.Corrupt, 3)]
    [TestCase(FailOn.Degraded, 4)]
    [TestCase(FailOn.Overlap, 5)]
    [TestCase(FailOn.Any, 11)]
    public void Findings_OfOneEach_FailAtTheirLevel(FailOn level, int failing)
    {
        var counts = FindingTypes.All.Aggregate(default(FindingCounts), (sum, type) => type.WithCount(sum, 1));

        Assert.That(counts.FailingAt(level), Is.EqualTo(failing));
    }

    [TestCaseSource(nameof(Types))]
    public void Formats_HaveTheFieldsOfTheType(FindingType type)
    {
        var row = RowsOf("docs/formats.md", type).First();
        string[] stream = type.HasStream ? ["channel", "quality"] : [];
        string[] range = type.HasRange ? ["start", "end", "microseconds"] : [];
        string[] fields = [.. stream, .. range, .. type.Fields.Select(field => field.Name)];

        var at = row.Split('|')[2];
        foreach (var field in fields)
        {
            Assert.That(at, Does.Contain($"`{field}`"), row);
            at = at[(at.IndexOf($"`{field}`", StringComparison.Ordinal) + 1)..];
        }
    }

    [Test]
    public void Documents_NameEachInItsOrder()
    {
        var metrics = ProjectFiles.Read("docs/metrics.md");

        Assert.That(Formats, Does.Contain($"`entries` counts each fate: {Words(EntryFates.All)}."));
        Assert.That(Formats, Does.Contain($"has each class: {Words(CoverageClasses.All)}."));
        Assert.That(metrics, Does.Contain($"| finding | {Words(FindingTypes.All)} |"));
        Assert.That(metrics, Does.Contain($"| fate | {Words(EntryFates.All)} |"));
    }

    [TestCaseSource(nameof(Types))]
    public void Semantics_SayWhatTheTypeMeans(FindingType type) => Assert.That(RowsOf("docs/semantics.md", type), Is.Not.Empty);

    /// <summary>The rows of a document's tables whose first cell names a type.</summary>
    private static IEnumerable<string> RowsOf(string document, FindingType type) => ProjectFiles.Read(document).Split('\n')
        .Where(line => line.StartsWith('|') && line.Split('|')[1].Contains($"`{type.Word}`", StringComparison.Ordinal));

    [Test]
    public void AuditOutcomes_HaveARowForEachMember()
    {
        Assert.That(AuditOutcomes.All.Select(row => row.Member), Is.EqualTo(Enum.GetValues<AuditOutcome>()));
        Assert.That(AuditOutcomes.All.Select(row => row.Number), Is.Unique.And.Ordered);
        Assert.That(AuditOutcomes.All.Select(row => row.Severity), Is.Unique);
        Assert.That(AuditOutcomes.All.Select(row => JsonSerializer.Serialize(row.Member)),
            Is.EqualTo(AuditOutcomes.All.Select(row => $"\"{row.Word}\"")));
        Assert.That(
            AuditOutcomes.All.Select(row => AuditOutcomes.FromNumber(row.Number)),
            Is.EqualTo(AuditOutcomes.All.Select(row => row.Member)));
    }

    [TestCase(5)]
    [TestCase(64)]
    [TestCase(-1)]
    [TestCase(4294967296)]
    public void AuditOutcome_OfAnUnknownNumber_IsAFailure(long number) =>
        Assert.That(AuditOutcomes.FromNumber(number), Is.EqualTo(AuditOutcome.Failed));

    [Test]
    public void AuditOutcome_ThatIsNone_IsRefused() =>
        Assert.That(() => AuditOutcomes.RowOf((AuditOutcome)8), Throws.TypeOf<ArgumentOutOfRangeException>());

    /// <summary>Semantics §6: 2 comes before 3, 3 before 4, 4 before 1.</summary>
    [TestCase(AuditOutcome.Failed, AuditOutcome.Incomplete)]
    [TestCase(AuditOutcome.Incomplete, AuditOutcome.CoverageLost)]
    [TestCase(AuditOutcome.CoverageLost, AuditOutcome.Findings)]
    [TestCase(AuditOutcome.Findings, AuditOutcome.Success)]
    public void WorseOf_TwoOutcomes_FollowsThePrecedence(AuditOutcome worse, AuditOutcome better)
    {
        Assert.That(AuditOutcomes.WorseOf(worse, better), Is.EqualTo(worse));
        Assert.That(AuditOutcomes.WorseOf(better, worse), Is.EqualTo(worse));
        Assert.That(AuditOutcomes.WorseOf(better, better), Is.EqualTo(better));
    }

    private static string Words<T>(IEnumerable<T> rows) => string.Join(", ", rows.Select(row => $"`{row}`"));

    private static TCounts Numbered<TRow, TCounts>(IReadOnlyList<TRow> rows, TCounts none, Func<TRow, TCounts, long, TCounts> with)
    {
        var counts = none;
        for (var i = 0; i < rows.Count; i++) counts = with(rows[i], counts, i + 1);
        return counts;
    }

    private static void AreCountedApart<TRow, TCounts>(
        IReadOnlyList<TRow> rows,
        TCounts none,
        Func<TRow, TCounts, long, TCounts> with,
        Func<TRow, TCounts, long> count,
        Func<TCounts, long> total)
    {
        var counts = Numbered(rows, none, with);

        Assert.That(rows.Select(row => count(row, counts)), Is.EqualTo(Enumerable.Range(1, rows.Count)));
        Assert.That(total(counts), Is.EqualTo(rows.Count * (rows.Count + 1) / 2));
    }
}
