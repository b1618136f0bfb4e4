using System.Text.RegularExpressions;

namespace SegmentPipeline.Architecture.Tests.Habits;

/// <summary>Habits of the house that neither a compiler nor an assembly shows: tests have no banned symbols, and comments are not
/// compiled.</summary>
internal sealed partial class SourceTests
{
    [Test]
    public void Clocks_AreAlwaysATimeProvider() =>
        Assert.That(Sources.Of("src", "tests").Where(file => Clock.IsMatch(File.ReadAllText(file))), Is.Empty);

    [Test]
    public void NotesToSelf_AreNotLeftBehind() =>
        Assert.That(Sources.Of("src", "tests", "samples").Where(file => Note.IsMatch(File.ReadAllText(file))), Is.Empty);

    /// <summary>A fixture's last teardown that fails is printed, and fails no test.</summary>
    [Test]
    public void LastTeardowns_AssertNothing() =>
        Assert.That(Sources.Of("tests").Where(file => AssertingTeardown.IsMatch(File.ReadAllText(file))), Is.Empty);

    [TestCase("[OneTime" + "TearDown]\n    public void Count() => Assert.That(_count, Is.Positive);\n", true)]
    [TestCase("[OneTime" + "TearDown]\n    public void Count()\n    {\n        Assert.Fail();\n    }\n", true)]
    [TestCase(
        "[OneTime" + "TearDown]\n    public void Delete() => _tree.Dispose();\n\n    [Test]\n    public void A() => Assert.Pass();\n",
        false
    )]
    public void AssertingTeardown_IsRecognised(string source, bool asserts) =>
        Assert.That(AssertingTeardown.IsMatch(source), Is.EqualTo(asserts));

    /// <summary>Only text in quotes may be longer: it is found by searching for it.</summary>
    [Test]
    public void Lines_EndAt140_ButForTextInQuotes() =>
        Assert.That(Sources.Of("src", "tests", "samples").SelectMany(file => TooLong(File.ReadAllText(file)).Select(line => $"{file}: {line}")), Is.Empty);

    [TestCase("", 141, true)]
    [TestCase("", 140, false)]
    [TestCase("\"a\"", 141, false)]
    public void LineThatIsTooLong_IsRecognised(string start, int length, bool isTooLong) =>
        Assert.That(TooLong("x\n" + start.PadRight(length, 'x')).Any(), Is.EqualTo(isTooLong));

    [TestCase("var now = DateTime" + ".UtcNow;", true)]
    [TestCase("var now = DateTimeOffset" + ".Now;", true)]
    [TestCase("await Task" + ".Delay(100);", true)]
    [TestCase("await Task" + ".Delay(wait, clock);", false)]
    [TestCase("var now = clock.GetUtcNow();", false)]
    public void Clock_IsRecognised(string source, bool isClock) => Assert.That(Clock.IsMatch(source), Is.EqualTo(isClock));

    [TestCase("// TO" + "DO: later", true)]
    [TestCase("#reg" + "ion Private", true)]
    [TestCase("// done", false)]
    public void Note_IsRecognised(string source, bool isNote) => Assert.That(Note.IsMatch(source), Is.EqualTo(isNote));

    private static IEnumerable<string> TooLong(string source) =>
        source.Contains("\"\"\"", StringComparison.Ordinal) ? [] : source.Split('\n').Where(line => line.Length > 140 && !line.Contains('"'));

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?Now\b|\bThread\.Sleep\b|\bTask\.Delay\(\s*\d")]
    private static partial Regex Clock { get; }

    [GeneratedRegex(@"\[OneTime[T]earDown\](?:(?!\n\n    \S)[\s\S])*?(Assert\.|\.Verify\()")]
    private static partial Regex AssertingTeardown { get; }

    [GeneratedRegex(@"\b(TO[D]O|FIX[M]E|XX[X])\b|#[r]egion")]
    private static partial Regex Note { get; }
}
