using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary>Text on terminals of every width.</summary>
internal sealed class ScreenTests
{
    private const int Least = 60;

    [TestCase("audit ROOT", true)]
    [TestCase("map ROOT", true)]
    [TestCase("map ROOT --by-day", true)]
    [TestCase("segments ROOT desertbus 480p --start 2026-03-28T22 --end 2026-03-28T23", false)]
    [TestCase("why ROOT desertbus 480p 2026-03-28T22:00:03Z", false)]
    public async Task Text_OnAnyScreen_EndsAndIsNoWiderThanTheScreenUnlessItNamesFiles(string commandLine, bool hasNoFiles)
    {
        var arguments = commandLine.Replace("ROOT", InMemoryReader.RootPath, StringComparison.Ordinal).Split(' ');
        for (var width = 0; width <= 200; width++)
        {
            using var pipeline = new Pipeline
            {
                Reader = new InMemoryReader(Trees.Varied()),
                OutputScreen = Screen.OfTerminal(width, 24, hasColours: false),
            };

            var outcome = await pipeline.RunAsync(arguments);

            Assert.That(outcome.Error, Is.Empty);
            Assert.That(width < Least || !hasNoFiles ? 0 : outcome.OutputLines.Max(line => line.Length), Is.LessThanOrEqualTo(width));
        }
    }

    [TestCase(0, 0, 80, 24)]
    [TestCase(1, 1, 1, 1)]
    [TestCase(65535, 65535, 65535, 65535)]
    public void Terminal_ThatDoesNotKnowItsSize_HasTheUsualOne(int columns, int lines, int width, int height) =>
        Assert.That(Screen.OfTerminal(columns, lines, hasColours: false), Is.EqualTo(new Screen(width, height, HasColours: false)));

    [TestCase(39, 40)]
    [TestCase(40, 40)]
    [TestCase(41, 41)]
    public void Text_OfANarrowScreen_IsLaidOutForFortyColumns(int width, int expected) =>
        Assert.That(Screen.OfTerminal(width, 24, hasColours: false).TextWidth, Is.EqualTo(expected));
}
