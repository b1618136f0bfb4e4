using System.Text;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Layouts;

/// <summary>Which fault a broken name has, where <c>NameGrammarTests</c> only asks where it begins. <c>#</c> stands for the 43
/// characters of a hash.</summary>
internal sealed class SegmentNameParserTests
{
    [TestCase("00:00", NameFault.DurationAbsent, 5)]
    [TestCase("00:00-", NameFault.DurationMalformed, 6)]
    [TestCase("00:00-2.0", NameFault.TypeAbsent, 9)]
    [TestCase("00:00-2.0-", NameFault.TypeUnknown, 10)]
    [TestCase("00:00-2.0-full", NameFault.HashAbsent, 14)]
    [TestCase("00:00-2.0-full-", NameFault.HashLength, 15)]
    [TestCase("00:00-2.0-full-#A", NameFault.HashLength, 15)]
    [TestCase("00:00--full-#", NameFault.DurationMalformed, 6)]
    [TestCase("00:00-2x0-full-#", NameFault.DurationMalformed, 6)]
    [TestCase("00:00-.5-full-#", NameFault.DurationMalformed, 6)]
    [TestCase("00:00-5.-full-#", NameFault.DurationMalformed, 6)]
    [TestCase("00:00-3601-full-#", NameFault.DurationTooLong, 6)]
    [TestCase("60:00.000000-2.0-full-#", NameFault.TimeOutOfRange, 0)]
    [TestCase("00:0x.000000-2.0-full-#", NameFault.TimeMalformed, 0)]
    public void Parse_BrokenName_TellsTheFirstFault(string stem, NameFault fault, int position) =>
        Assert.That((Parse(stem, out _, out var found), found), Is.EqualTo((fault, position)));

    [TestCase("00:00-2.0-full-#", 2_000_000u)]
    [TestCase("00:00-200-full-#", 200_000_000u)]
    [TestCase("00:00-2.5-full-#", 2_500_000u)]
    [TestCase("00:00-0.9-full-#", 900_000u)]
    [TestCase("00:00-02.50-full-#", 2_500_000u)]
    public void Parse_DurationOfThreeCharacters_IsReadLikeAnyOther(string stem, uint duration)
    {
        Assert.That(Parse(stem, out var entry, out _), Is.EqualTo(NameFault.None));
        Assert.That(entry.DurationMicroseconds, Is.EqualTo(duration));
    }

    [TestCase(251, NameFault.None)]
    [TestCase(252, NameFault.None)]
    [TestCase(253, NameFault.NameTooLong)]
    public void Parse_NameAtTheLongestLength_IsTooLongOnlyBeyondIt(int length, NameFault fault) =>
        Assert.That(Parse("00:00-2.0-temp-".PadRight(length, 'x'), out _, out _), Is.EqualTo(fault));

    private static NameFault Parse(string stem, out SegmentEntry entry, out int position)
    {
        entry = default;
        var name = Encoding.ASCII.GetBytes(stem.Replace("#", SegmentNames.Hash(0), StringComparison.Ordinal));
        return SegmentNameParser.Parse(name, ref entry, out position);
    }
}
