using System.Text.RegularExpressions;
using SegmentPipeline.Testing;
using SegmentPipeline.Tests.Records;

namespace SegmentPipeline.Reports.Tests.Tables;

/// <summary>What <c>docs/formats.md</c> says of the table.</summary>
internal sealed partial class ParquetDocumentTests
{
    private const string Document = "docs/formats.md";

    /// <summary>Of the table of an audit; that of a verification has causes.</summary>
    private static IEnumerable<string> Queries =>
        ProjectFiles.BlocksOf(Document, "sql").Where(query => !query.Contains("causes", StringComparison.Ordinal));

    [Test]
    public async Task Columns_OfTheFile_AreThoseOfTheDocument()
    {
        using var table = await DuckTable.WriteAsync([SampleRecords.Header with { HasExpectation = true }, .. SampleRecords.All.Skip(1)]);
        var columns = table
            .Query("DESCRIBE SELECT * FROM 'report.parquet'")
            .Select(row => (Name: (string)row["column_name"], Type: (string)row["column_type"]));

        Assert.That(columns, Is.EqualTo(DocumentedColumns()));
    }

    [Test]
    public void Queries_OfTheDocument_AreFound() => Assert.That(Queries, Is.Not.Empty);

    [TestCaseSource(nameof(Queries))]
    public async Task Query_OfTheDocument_IsAnswered(string query)
    {
        using var table = await DuckTable.WriteAsync(SampleRecords.All);

        Assert.That(table.Query(query), Is.Not.Empty.And.All.Not.Empty);
    }

    private static IEnumerable<(string Name, string Type)> DocumentedColumns()
    {
        var section = ProjectFiles.Read(Document).Split("\n## Parquet\n")[1].Split("\n## ")[0];
        foreach (var line in section.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            var type = cells[2] switch
            {
                "string" => "VARCHAR",
                "int64" => "BIGINT",
                "boolean" => "BOOLEAN",
                "timestamp" => "TIMESTAMP WITH TIME ZONE",
                var other => throw new InvalidDataException($"no such type: {other}"),
            };
            foreach (Match name in QuotedName().Matches(cells[1])) yield return (name.Groups[1].Value, type);
        }
    }

    [GeneratedRegex("`([a-zA-Z]+)`")]
    private static partial Regex QuotedName();
}
