using SegmentPipeline.Testing;

namespace SegmentPipeline.Playback.Tests.Playlists;

public sealed class HlsPlaylistTests
{
    [Test]
    public async Task Sequence_WithoutHoles_IsWrittenTagByTag()
    {
        var text = await PlaylistOf.HlsAsync(
            [SegmentNames.Full("00:00"), SegmentNames.Full("00:02.0", "2.002", 1)],
            4,
            "https://example.org/segments");

        Assert.That(text, Is.EqualTo($"""
            #EXTM3U
            #EXT-X-VERSION:3
            #EXT-X-TARGETDURATION:3
            #EXT-X-MEDIA-SEQUENCE:0
            #EXT-X-PROGRAM-DATE-TIME:2026-03-28T22:00:00.000000Z
            #EXTINF:2.000000,
            https://example.org/segments/c/q/2026-03-28T22/00%3A00-2.0-full-{SegmentNames.Hash(0)}.ts
            #EXT-X-PROGRAM-DATE-TIME:2026-03-28T22:00:02.000000Z
            #EXTINF:2.002000,
            https://example.org/segments/c/q/2026-03-28T22/00%3A02.0-2.002-full-{SegmentNames.Hash(1)}.ts
            #EXT-X-ENDLIST

            """));
    }

    [TestCase("00:00 00:02", 4, "0 2 end")]
    [TestCase("00:00 00:02.010", 4, "0 2 end", TestName = "A gap of the tolerance is none")]
    [TestCase("00:00 00:02.010001", 4, "0 - 2 end", TestName = "A microsecond more is a discontinuity")]
    [TestCase("00:01 00:03", 4, "1 3 end", TestName = "A leading hole is no discontinuity")]
    [TestCase("00:00 00:02", 6, "0 2", TestName = "A trailing hole leaves the list open")]
    [TestCase("", 4, "", TestName = "An empty range is an open list")]
    [TestCase("00:00p 00:02", 4, "0 - 2 end", TestName = "After a partial segment there is a discontinuity")]
    [TestCase("00:00 00:02p", 4, "0 2", TestName = "A last segment that is not full leaves the list open")]
    [TestCase("00:00 00:05 00:10", 12, "0 - 5 - 10 end")]
    public async Task Holes_OfASequence_AreTags(string segments, int seconds, string expected)
    {
        var names = segments.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(time => time.EndsWith('p') ? SegmentNames.Partial(time[..^1]) : SegmentNames.Full(time)).ToArray();

        var text = await PlaylistOf.HlsAsync(names, seconds);

        Assert.That(Shape(text), Is.EqualTo(expected));
    }

    [TestCase("0.0", 1)]
    [TestCase("1.0", 1)]
    [TestCase("1.000001", 2)]
    [TestCase("6.006", 7)]
    public async Task TargetDuration_OfTheLongest_IsTheNextWholeSecond(string duration, int expected)
    {
        var text = await PlaylistOf.HlsAsync([SegmentNames.Full("00:00", duration)], 0);

        Assert.That(text, Does.Contain($"\n#EXT-X-TARGETDURATION:{expected}\n"));
    }

    [Test]
    public async Task ChannelName_OfAnyLetters_CannotLeaveItsPlace()
    {
        var text = await PlaylistOf.HlsAsync([SegmentNames.Full("00:00")], 2, channel: "a b\n#EXT-X-ENDLIST %é?");

        Assert.That(text, Does.Contain("\na%20b%0A%23EXT-X-ENDLIST%20%25%C3%A9%3F/q/2026-03-28T22/00%3A00-"));
    }

    [Test]
    public void BaseUrl_WithALineBreak_IsRefused() =>
        Assert.That(() => PlaylistOf.HlsAsync([], 1, "x\n#EXT-X-ENDLIST"), Throws.ArgumentException);

    /// <summary>The second in which each segment starts, a dash for a discontinuity, <c>end</c> for the end of the list.</summary>
    private static string Shape(string text) => string.Join(' ', text.Split('\n').Select(line => line switch
    {
        "#EXT-X-DISCONTINUITY" => "-",
        "#EXT-X-ENDLIST" => "end",
        _ when line.StartsWith("#EXT-X-PROGRAM-DATE-TIME:", StringComparison.Ordinal) => Timestamp
            .Parse(line[(line.IndexOf(':') + 1)..])
            .ToDateTimeOffset()
            .Second.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => "",
    }).Where(word => word.Length > 0));
}
