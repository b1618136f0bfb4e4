using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Values;

internal sealed class EntryPathTests
{
    private static readonly StreamId Stream = new("c", "q");
    private static readonly Hour Hour = Timestamp.Parse("2026-03-28T22").Hour;

    [Test]
    public void ToString_OfAName_ShowsHourAndName()
    {
        var path = new EntryPath(Stream, Hour, [(byte)'a', 0xFF, .. ".ts"u8]);

        Assert.That((path.ToString(), path.Name), Is.EqualTo((@"2026-03-28T22/a\xFF.ts", @"a\xFF.ts")));
        Assert.That(path.FromRoot.ToString(), Is.EqualTo(@"c/q/2026-03-28T22/a\xFF.ts"));
        Assert.That(path.NameUtf8.ToArray(), Is.EqualTo(new byte[] { (byte)'a', 0xFF, (byte)'.', (byte)'t', (byte)'s' }));
    }

    [Test]
    public void ToString_OfAnyLength_IsWhole([Values(1, 255, 256, 5000)] int length) =>
        Assert.That(
            new EntryPath(
                Stream,
                Hour,
                new byte[length]
                    .Select(_ => (byte)'a')
                    .ToArray()
            ).ToString(),
            Is.EqualTo($"2026-03-28T22/{new string('a', length)}"));

    [Test]
    public void Entries_WhoseNamesAreShownAlikeWithoutEscapes_AreTwo()
    {
        var (ofTheByte, ofTheText) = (new EntryPath(Stream, Hour, [0xFF]), new EntryPath(Stream, Hour, @"\xFF"u8));

        Assert.That(ofTheByte, Is.Not.EqualTo(ofTheText));
        Assert.That((ofTheByte.Name, ofTheText.Name), Is.EqualTo((@"\xFF", @"\x5CxFF")));
    }

    [Test]
    public void Entries_OfTheSameParts_AreEqual()
    {
        var (one, other) = (new EntryPath(Stream, Hour, "a"u8), new EntryPath(new StreamId("c", "q"), Hour, "a"u8));

        Assert.That((one, one.GetHashCode(), one.FromRoot), Is.EqualTo((other, other.GetHashCode(), other.FromRoot)));
        Assert.That(one, Is.Not.EqualTo(new EntryPath(Stream, Hour.Next, "a"u8)));
        Assert.That(one, Is.Not.EqualTo(new EntryPath(new StreamId("c", "r"), Hour, "a"u8)));
    }

    [TestCase("")]
    [TestCase("a/b")]
    [TestCase("a\0")]
    public void Constructor_WhatNoEntryIsCalled_IsRefused(string name) => Assert.That(
        () => new EntryPath(Stream, Hour, System.Text.Encoding.UTF8.GetBytes(name)), Throws.ArgumentException);

    [TestCase("a", null, null)]
    [TestCase("c/a", "c", null)]
    [TestCase("c/q/a", "c", "c/q")]
    [TestCase("c/q/2026-03-28T22/a", "c", "c/q")]
    public void Place_OfAnEntry_KnowsItsParts(string path, string? channel, string? stream)
    {
        var place = Places.Entry(path);

        Assert.That((place.ToString(), place.Name, place.Channel, place.Stream?.ToString()), Is.EqualTo((path, "a", channel, stream)));
        Assert.That(place.Hour, Is.EqualTo(path.Contains("2026", StringComparison.Ordinal) ? Hour : null));
    }

    [TestCase("c")]
    [TestCase("c/q")]
    [TestCase("c/q/2026-03-28T22")]
    public void Place_OfADirectory_HasNoName(string path)
    {
        var place = Places.Directory(path);

        Assert.That((place.ToString(), place.Name), Is.EqualTo((path, (string?)null)));
        Assert.That(place, Is.EqualTo(Places.Directory(path)).And.Not.EqualTo(Places.Entry(path)));
    }

    [Test]
    public void Places_AreOrderedByTheBytesOfTheirPaths()
    {
        ArchivePath[] inOrder =
        [
            Places.Entry("a b"),
            Places.Entry("a-b"),
            Places.Directory("a"),
            Places.Entry("a/x"),
            Places.Directory("a/y"),
            Places.Entry("a/y/x"),
            Places.Directory("b"), Places.Directory(@"\x5CxFF"), Places.Directory("z"), Places.Directory(@"\xFF"),
        ];
        string[] paths = [.. inOrder.Select(place => place.ToString()).Order(Comparer<string>.Create(RawName.CompareBytes))];

        Assert.That(
            inOrder.Reverse().Order(Comparer<ArchivePath>.Create(ArchivePath.Compare)).Select(place => place.ToString()),
            Is.EqualTo(paths));
    }

    [Test]
    public void Place_OfAnEntry_HasNoEntries() =>
        Assert.That(() => Places.Entry("a").WithEntry("b"u8), Throws.InvalidOperationException);
}
