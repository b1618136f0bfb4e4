using System.Text;

namespace SegmentPipeline.Shared.Tests.Texts;

internal sealed class RawNameTests
{
    private static readonly TestCaseData<byte[], string>[] Names =
    [
        new([], ""),
        new("plain.ts"u8.ToArray(), "plain.ts"),
        new("ünï 😀"u8.ToArray(), "ünï 😀"),
        new([0xFF], "\\xFF"),
        new([(byte)'a', 0xFE, (byte)'b'], "a\\xFEb"),
        new([0x80, 0x81], "\\x80\\x81"),
        new([0xC3], "\\xC3"),
        new([0xC3, (byte)'a'], "\\xC3a"),
        new([0xE2, 0x82], "\\xE2\\x82"),
        new([0xE2, 0x82, (byte)'a'], "\\xE2\\x82a"),
        new([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"),
        new([0xC0, 0xAF], "\\xC0\\xAF"),
        new([0xF4, 0x90, 0x80, 0x80], "\\xF4\\x90\\x80\\x80"),
        new([(byte)'\n', 0x1B, 0x7F], "\n\u001b\u007f"),
        new("\\xFF"u8.ToArray(), "\\x5CxFF"),
        new("\\xff\\x5C\\\\x80"u8.ToArray(), "\\x5Cxff\\x5Cx5C\\\\x5Cx80"),
        new([(byte)'\\', 0xFF], "\\\\xFF"),
        new("\\x5CxFF"u8.ToArray(), "\\x5Cx5CxFF"),
        new("\\x41 \\xG0 \\x8"u8.ToArray(), "\\x41 \\xG0 \\x8"),
    ];

    [TestCaseSource(nameof(Names))]
    public void ToText_AnyBytes_ShowsStrayOnesAsHex(byte[] name, string text) => Assert.That(RawName.ToText(name), Is.EqualTo(text));

    [TestCaseSource(nameof(Names))]
    public void Unescape_WhatToTextShows_IsTheBytesAgain(byte[] name, string text) => Assert.That(RawName.Unescape(text), Is.EqualTo(name));

    [TestCase("\\x", "\\x")]
    [TestCase("\\x4", "\\x4")]
    [TestCase("\\xZZ", "\\xZZ")]
    [TestCase("\\y41", "\\y41")]
    [TestCase("\\x41", "\\x41")]
    [TestCase("\\x2F\\x2E\\x00", "\\x2F\\x2E\\x00")]
    [TestCase("\\x5c\\x5C", "\\\\")]
    public void Unescape_BackslashOfAnySort_OnlyTakesWhatToTextMakes(string text, string bytes) =>
        Assert.That(Encoding.ASCII.GetString(RawName.Unescape(text)), Is.EqualTo(bytes));

    [Test]
    public void CompareBytes_AnyTwoNames_IsTheOrderOfTheirBytes()
    {
        foreach (var left in Names)
        {
            foreach (var right in Names)
            {
                var (leftName, rightName) = ((byte[])left.Arguments[0]!, (byte[])right.Arguments[0]!);
                var order = RawName.CompareBytes((string)left.Arguments[1]!, (string)right.Arguments[1]!);

                Assert.That(
                    Math.Sign(order),
                    Is.EqualTo(Math.Sign(leftName.AsSpan().SequenceCompareTo(rightName))),
                    $"{left.Arguments[1]} and {right.Arguments[1]}");
            }
        }
    }
}
