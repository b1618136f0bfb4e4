using System.Globalization;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary>Figures as people read them.</summary>
internal sealed class WordsTests
{
    [TestCase(0, "0s")]
    [TestCase(1, "1us")]
    [TestCase(999, "999us")]
    [TestCase(1_000, "1.000ms")]
    [TestCase(999_999, "999.999ms")]
    [TestCase(1_000_000, "1.000s")]
    [TestCase(59_999_999, "59.999s")]
    [TestCase(60_000_000, "1m 00s")]
    [TestCase(3_599_999_999L, "59m 59s")]
    [TestCase(3_600_000_000L, "1h 00m")]
    [TestCase(86_399_999_999L, "23h 59m")]
    [TestCase(86_400_000_000L, "1d 00h")]
    [TestCase(315_576_000_000_000_000L, "3,652,500d 00h")]
    public void Duration_InWords_IsNeverRoundedUp(long microseconds, string words) =>
        Assert.That(DurationWords.TextOf(microseconds), Is.EqualTo(words));

    [TestCase(0, "0s")]
    [TestCase(59_999_999, "59.999s")]
    [TestCase(60_000_000, "1m 00s")]
    [TestCase(7_192_400_000L, "1h 59m 52.4s")]
    [TestCase(7_199_999_999L, "1h 59m 59.9s")]
    [TestCase(86_400_000_000L, "1d 00h 00m 00s")]
    [TestCase(90_061_050_000L, "1d 01h 01m 01s")]
    public void Duration_InFull_HasEveryUnit(long microseconds, string words) =>
        Assert.That(DurationWords.InFull(microseconds), Is.EqualTo(words));

    [TestCase(0, 0, "–")]
    [TestCase(0, 5, "0 %")]
    [TestCase(1, 0, "100 %")]
    [TestCase(1, 1, "50.000 %")]
    [TestCase(999_999_999_999L, 1, "99.999 %")]
    [TestCase(1, 999_999_999_999L, "<0.001 %")]
    [TestCase(1, 99_999, "0.001 %")]
    [TestCase(1, 100_000, "<0.001 %")]
    [TestCase(9_000_000_000_000_000_000L, 1, "99.999 %")]
    public void Coverage_InPercent_IsWholeOnlyIfNothingIsMissing(long covered, long missing, string words)
    {
        Assert.That(CoverageWords.TextOf(new ClassMicroseconds
        {
            Full = covered,
            Suspect = 0,
            Partial = 0,
            Missing = missing,
            Unknown = 0,
        }), Is.EqualTo(words));
        Assert.That(CoverageWords.TextOf(new ClassMicroseconds
        {
            Full = 0,
            Suspect = 0,
            Partial = covered,
            Missing = 0,
            Unknown = missing,
        }), Is.EqualTo(words));
    }

    [TestCase(0, "0 holes")]
    [TestCase(1, "1 hole")]
    [TestCase(1_234, "1,234 holes")]
    public void Count_WithItsNoun_Agrees(long count, string words) => Assert.That(Plural.TextOf(count, "hole"), Is.EqualTo(words));

    [TestCase(0, 0, 0, "100 %  0 of 0 hours  0 entries")]
    [TestCase(0, 8, 5_000, "  0 %  0 of 8 hours  0 entries")]
    [TestCase(1, 8, 999, " 12 %  1 of 8 hours  1,800 entries")]
    [TestCase(1, 8, 1_000, " 12 %  1 of 8 hours  1,800 entries  1 hours/s  7 s left")]
    [TestCase(1_999, 2_000, 2_000, " 99 %  1,999 of 2,000 hours  3,598,200 entries  1,000 hours/s  0 s left")]
    [TestCase(10, 20_000, 10_000, "  0 %  10 of 20,000 hours  18,000 entries  1 hours/s  5 h 33 min left")]
    public void Progress_InWords_SaysRateAndRemainder(long done, long total, int milliseconds, string words) => Assert.That(
        AuditProgressLine.Words(new AuditProgress
        {
            HoursDone = done,
            HoursTotal = total,
            Entries = done * 1_800,
        }, TimeSpan.FromMilliseconds(milliseconds)), Is.EqualTo(words));

    [Test]
    public void Holes_MoreThanFit_KeepTheLongestInOrder()
    {
        const int seed = 4711;
        var random = new Random(seed);
        var lengths = Enumerable.Range(0, 500).Select(_ => random.Next(1, 100)).ToArray();
        var holes = new Longest<HoleFinding>(20);
        for (var i = 0; i < lengths.Length; i++)
        {
            var start = new Timestamp(i * Timestamp.MicrosecondsPerSecond);
            var hole = new HoleFinding
            {
                Stream = new StreamId("c", "q"),
                Range = new TimeRange(start, start.AddMicroseconds(lengths[i])),
                Before = null,
                After = null,
            };
            holes.Add(hole, hole.Range.Microseconds);
        }

        var expected = lengths.Select((length, index) => (length, index)).OrderBy(pair => -pair.length).ThenBy(pair => pair.index).Take(15);
        Assert.That(holes.Count, Is.EqualTo(500));
        Assert.That(
            holes
                .First(15)
                .Select(hole => ((int)hole.Range.Microseconds, (int)(hole.Range.Start.UnixMicroseconds / Timestamp.MicrosecondsPerSecond))),
            Is.EqualTo(expected),
            string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
    }

    [Test]
    public async Task Progress_OnATerminal_GoesWhenItIsDone()
    {
        using var pipeline = new Pipeline
        {
            Reader = new InMemoryReader(Trees.Clean()),
            ErrorScreen = new Screen(80, 24, HasColours: true),
        };

        var outcome = await pipeline.RunAsync("audit", InMemoryReader.RootPath);

        Assert.That(outcome.Error, Does.StartWith("\r\e[K").And.Contain(" of 1 hours").And.EndsWith("\r\e[K"));
    }

    [TestCase("--quiet")]
    [TestCase("--format=csv")]
    public async Task Progress_WhereItIsUnwelcome_IsNotShown(string option)
    {
        var screen = new Screen(80, 24, HasColours: true);
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Clean()), ErrorScreen = screen, OutputScreen = screen };

        Assert.That((await pipeline.RunAsync("audit", InMemoryReader.RootPath, option)).Error, Is.Empty);
    }
}
