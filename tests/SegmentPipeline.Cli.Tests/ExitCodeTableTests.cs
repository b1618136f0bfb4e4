using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary>The command's exit codes and the library's outcomes say the same, and so do the documents.</summary>
internal sealed class ExitCodeTableTests
{
    [Test]
    public void Outcomes_HaveEachACode_WhichReportsWriteToo()
    {
        Assert.That(AuditOutcomes.All.Select(row => ExitCode.CodeFor(row.Member)), Is.EqualTo(AuditOutcomes.All.Select(row => row.Number)));
        Assert.That(
            AuditOutcomes.All.Select(row => ExitCode.OutcomeFor(row.Number)),
            Is.EqualTo(AuditOutcomes.All.Select(row => row.Member)));
        Assert.That(ExitCode.All.Where(row => row.Outcome is null).Select(row => row.Code), Is.EqualTo(new[] { ExitCode.Usage }));
    }

    [TestCase("README.md")]
    [TestCase("docs/semantics.md")]
    public void Document_NamesEachExitCodeInItsOrder(string document)
    {
        var cells = ProjectFiles.Read(document).Split('\n').Where(line => line.StartsWith('|')).Select(line => line.Split('|')[1]);
        var codes = cells.SelectMany(cell => cell.Split(',')).Select(word => int.TryParse(word, out var code) ? code : -1)
            .Where(code => code >= 0);

        Assert.That(codes, Is.EqualTo(ExitCode.All.Select(row => row.Code)));
    }
}
