using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Selection;

/// <summary>The rules of semantics §2, each decided by nothing but itself, and sizes asked only where they decide.</summary>
internal sealed class BestOfStartTests
{
    // Text order and byte order of hashes differ: '-' stands for 62, '_' for 63, digits for 52 to 61, small letters for 26 to 51.
    private static readonly string LowHash = new('Z', 43);
    private static readonly string HighHash = "-" + new string('A', 42);

    [Test]
    public async Task Best_AnyFull_BeatsSuspectAndPartialOfAnyLengthAndSize() =>
        await Selects(
            "00:00-1.0-full-" + LowHash,
            1,
            sizings: 0,
            ("00:00-2.0-suspect-" + HighHash, 100),
            ("00:00-3.0-partial-" + HighHash, 100));

    [Test]
    public async Task Best_Fulls_LongestBeforeLargest() =>
        await Selects("00:00-2.000001-full-" + LowHash, 1, sizings: 0, ("00:00-2.0-full-" + HighHash, 100));

    [Test]
    public async Task Best_FullsOfOneLength_LargestBeforeHash() =>
        await Selects("00:00-2.0-full-" + LowHash, 2, sizings: 2, ("00:00-2.0-full-" + HighHash, 1));

    [Test]
    public async Task Best_FullsOfOneLengthAndSize_GreatestHashBytes() =>
        await Selects("00:00-2.0-full-" + HighHash, 1, sizings: 2, ("00:00-2.0-full-" + LowHash, 1));

    [TestCase("_", "-")]
    [TestCase("-", "9")]
    [TestCase("9", "z")]
    [TestCase("a", "Z")]
    [TestCase("B", "A")]
    public async Task Best_FullsThatDifferInOneCharacterOfTheHash_TheOneThatStandsForMore(string more, string less) =>
        await Selects("00:00-2.0-full-" + more + LowHash[1..], 1, sizings: 2, ("00:00-2.0-full-" + less + LowHash[1..], 1));

    [Test]
    public async Task Best_FullsOfOneHash_FirstFileName() =>
        await Selects("00:00-2-full-" + LowHash, 1, sizings: 2, ("00:00-2.0-full-" + LowHash, 1));

    [Test]
    public async Task Best_HashesThatDifferInTheirSpareBits_FirstFileName() =>
        await Selects("00:00-2.0-full-" + LowHash[..42] + "A", 1, sizings: 2, ("00:00-2.0-full-" + LowHash[..42] + "B", 1));

    [Test]
    public async Task Best_SuspectAndPartial_SuspectWithoutASize() =>
        await Selects("00:00-1.0-suspect-" + LowHash, 0, sizings: 0, ("00:00-2.0-partial-" + HighHash, 100));

    [Test]
    public async Task Best_Suspects_LargestNotLongest() =>
        await Selects("00:00-1.0-suspect-" + LowHash, 2, sizings: 2, ("00:00-2.0-suspect-" + HighHash, 1));

    [Test]
    public async Task Best_PartialsOfOneSize_FirstFileNameNotHash() =>
        await Selects("00:00-1.0-partial-" + LowHash, 1, sizings: 2, ("00:00-2.0-partial-" + HighHash, 1));

    [Test]
    public async Task Best_LoneSegment_IsNeverSized() => await Selects("00:00-1.0-partial-" + LowHash, 1, sizings: 0);

    [Test]
    public async Task Best_OneMicrosecondApart_AreTwoStarts()
    {
        var tree = new ArchiveTree();
        tree.Hour("2026-03-28T22").File("00:00-1.0-full-" + LowHash + ".ts").File("00:00.000001-1.0-full-" + LowHash + ".ts");
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory);

        Assert.That(
            (await opened.Archive.AuditToReportAsync(new AuditRequest())).Summary.Entries,
            Is.EqualTo(new EntryCounts { Selected = 2 }));
    }

    private static async Task Selects(string best, long bestSize, int sizings, params (string Stem, long SizeBytes)[] others)
    {
        var tree = new ArchiveTree();
        var hour = tree.Hour("2026-03-28T22");
        foreach (var (stem, size) in others) hour.File(stem + ".ts", size);
        hour.File(best + ".ts", bestSize);
        var reader = new InMemoryReader(tree);
        await using var opened = OpenedArchive.Open(reader);

        var sequence = await opened.Archive.SelectAsync(new StreamId("c", "q"), TimeRange.Parse("2026-03-28T22", "2026-03-28T22:00:01Z"));

        Assert.That(sequence.Segments.Single().Name, Is.EqualTo(best + ".ts"));
        Assert.That(reader.Sizings, Is.EqualTo(sizings));
    }
}
