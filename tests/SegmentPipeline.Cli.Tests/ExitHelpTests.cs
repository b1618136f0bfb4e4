using System.Text.RegularExpressions;

namespace SegmentPipeline.Cli.Tests;

internal sealed class ExitHelpTests
{
    [Test]
    public void Help_NamesEachExitCodeInItsOrder()
    {
        var codes = Regex
            .Matches(HelpTexts.Root.Split("Exit codes:")[1], @"(?m)^ +(\d+)  \S")
            .Select(match => int.Parse(match.Groups[1].Value));

        Assert.That(codes, Is.EqualTo(ExitCode.All.Select(row => row.Code)));
    }
}
