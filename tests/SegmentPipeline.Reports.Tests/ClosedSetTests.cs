using System.Text.RegularExpressions;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Reports.Tests;

/// <summary>What a page and a table have of the closed sets follows the library's tables.</summary>
internal sealed partial class ClosedSetTests
{
    private static IEnumerable<FindingType> Types => FindingTypes.All;

    [TestCaseSource(nameof(Types))]
    public void Page_HasWordsForTheType(FindingType type) =>
        Assert.That(Script("shared/words.ts"), Does.Match($"(?m)^    \"?{type.Word}\"?: \\[\""));

    [Test]
    public void Page_SortsTypesByTheirWeight()
    {
        var order = OrderOfTypes.Match(Script("shared/words.ts")).Groups[1].Value.Split(", ").Select(word => word.Trim('"'));

        Assert.That(order, Is.EqualTo(FindingTypes.All.OrderByDescending(type => type.Weight).Select(type => type.Word)));
    }

    [Test]
    public void Pages_HaveARowForEachClassInTheOrderOfTheData()
    {
        var words = ClassRows.Matches(Script("shared/classes.ts")).Select(match => match.Groups[1].Value);

        Assert.That(words, Is.EqualTo(CoverageClasses.All.Select(row => row.Word)));
    }

    [Test]
    public void Page_AddsUpTheClasses()
    {
        var classes = string.Join(" + ", CoverageClasses.All.Select(row => row.Word));

        Assert.That(Script("report/summary.ts"), Does.Contain($"return {classes};"));
    }

    [TestCaseSource(nameof(Types))]
    public void Table_HasAColumnForEachFieldOfTheType(FindingType type) =>
        Assert.That(type.Fields.Select(field => field.Name), Is.SubsetOf(AuditTable.Columns.Select(column => column.CreateField().Name)));

    [Test]
    public void Table_HasAColumnForEachFateAndClass()
    {
        var columns = AuditTable.AllColumns.Select(column => column.CreateField().Name).ToList();

        Assert.That(EntryFates.All.Select(fate => $"{fate.Word}Entries"), Is.SubsetOf(columns));
        Assert.That(CoverageClasses.All.Select(row => $"{row.Word}Microseconds"), Is.SubsetOf(columns));
    }

    [Test]
    public void Formats_NameTheColumnsOfTheTableInTheirOrder()
    {
        var table = ProjectFiles.Read("docs/formats.md").Split("## Parquet")[1].Split("\n\n## ")[0];
        var cells = table.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|')[1]);

        Assert.That(cells.SelectMany(cell => cell.Split(',')).Select(cell => cell.Trim().Trim('`')),
            Is.EquivalentTo(AuditTable.AllColumns.Select(column => column.CreateField().Name)));
    }

    private static string Script(string name) => ProjectFiles.Read($"src/Browser/{name}");

    [GeneratedRegex(@"\{ word: ""([a-z]+)"",")]
    private static partial Regex ClassRows { get; }

    [GeneratedRegex(@"const worstFirst = \[([^\]]*)\]")]
    private static partial Regex OrderOfTypes { get; }
}
