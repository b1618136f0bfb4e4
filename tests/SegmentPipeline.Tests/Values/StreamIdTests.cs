namespace SegmentPipeline.Tests.Values;

internal sealed class StreamIdTests
{
    [TestCase("", "q")]
    [TestCase("c", "")]
    [TestCase(".", "q")]
    [TestCase("..", "q")]
    [TestCase("c", "..")]
    [TestCase(".hidden", "q")]
    [TestCase("a/b", "q")]
    [TestCase("c", "/")]
    [TestCase("c\0", "q")]
    public void Constructor_NameThatLeadsElsewhere_IsRefused(string channel, string quality) =>
        Assert.That(() => new StreamId(channel, quality), Throws.InstanceOf<ArgumentException>());

    [Test]
    public void Constructor_Null_IsRefused() => Assert.That(() => new StreamId(null!, "q"), Throws.InstanceOf<ArgumentException>());

    [TestCase("c/q")]
    [TestCase("desert bus/720p")]
    [TestCase("\\xFF/\\x5CxFF")]
    public void Parse_WhatToStringWrites_IsTheStream(string text)
    {
        Assert.That(StreamId.TryParse(text, out var stream));
        Assert.That((stream!.ToString(), StreamId.Parse(text)), Is.EqualTo((text, stream)));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("c")]
    [TestCase("/q")]
    [TestCase("c/")]
    [TestCase("c/q/2026-03-28T22")]
    [TestCase(".c/q")]
    [TestCase("c/.q")]
    [TestCase("c\0/q")]
    public void Parse_WhatIsNoStream_IsRefused(string? text)
    {
        Assert.That(StreamId.TryParse(text, out var stream), Is.False);
        Assert.That(stream, Is.Null);
        if (text is not null) Assert.That(() => StreamId.Parse(text), Throws.TypeOf<FormatException>());
    }

    [TestCase("c", "q")]
    [TestCase("desert bus", "720p")]
    [TestCase("é", "\\xFF")]
    [TestCase("c..", "q.")]
    public void ToString_AnyStream_IsItsPath(string channel, string quality)
    {
        var stream = new StreamId(channel, quality);

        Assert.That(stream.ToString(), Is.EqualTo($"{channel}/{quality}"));
        Assert.That(stream, Is.EqualTo(new StreamId(channel, quality)));
    }

    [Test]
    public void CompareTo_ManyStreams_GoesByChannelThenQualityThenBytes()
    {
        // U+FF5E sorts before U+1F600 by bytes, but after it by UTF-16 units.
        StreamId[] expected =
        [
            new("A", "q"),
            new("a", "b"),
            new("a", "c"),
            new("a!", "a"),
            new("ab", "a"),
            new("b", "A"),
            new("b", "a"),
            new("～", "q"),
            new("😀", "q"),
        ];

        Assert.That(expected.Reverse().Order(), Is.EqualTo(expected));
    }

    [Test]
    public void Operators_WithNull_PutNullFirst()
    {
        var stream = new StreamId("c", "q");

        Assert.That(stream.CompareTo(null), Is.Positive);
        Assert.That(stream > null && null < stream && stream >= null && null <= stream, Is.True);
        Assert.That(stream < null || null > stream, Is.False);
    }
}
