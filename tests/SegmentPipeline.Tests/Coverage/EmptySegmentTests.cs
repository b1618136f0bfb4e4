using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Coverage;

/// <summary>Segments that say they are whole, and whose hash says that there is nothing in them.</summary>
internal sealed class EmptySegmentTests
{
    private const string Hour = "2026-03-28T22";
    private const string HashOfNothing = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

    [Test]
    public async Task EmptyFull_BesideASuspectOne_LosesAndIsTold()
    {
        var tree = new ArchiveTree();
        var empty = $"00:00-2.0-full-{HashOfNothing}.ts";
        tree.Hour(Hour).File(SegmentNames.Suspect("00:00"), 5000);
        tree.Hour(Hour).File(empty);

        var report = await AuditAsync(tree);

        Assert.That(report.Streams[0].Microseconds, Is.EqualTo(new ClassMicroseconds
        {
            Full = 0,
            Suspect = 2_000_000,
            Partial = 0,
            Missing = 0,
            Unknown = 0,
        }));
        Assert.That(report.Findings.OfType<EmptyFinding>(), Is.EqualTo([new EmptyFinding
        {
            Stream = new StreamId("c", "q"),
            Range = TimeRange.Parse($"{Hour}:00:00", $"{Hour}:00:02"),
            Path = Places.Entry(new StreamId("c", "q"), $"{Hour}/{empty}"),
        }]));
    }

    [TestCase("full", HashOfNothing, 0, 1)]
    [TestCase("suspect", HashOfNothing, 0, 1)]
    [TestCase("partial", HashOfNothing, 0, 0)]
    [TestCase("full", "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFV", 0, 1)]
    [TestCase("full", "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFY", 2_000_000, 0)]
    [TestCase("full", "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuEU", 2_000_000, 0)]
    public async Task Segment_Alone_IsEmptyByTheBytesOfItsHash(string type, string hash, long full, int empty)
    {
        var tree = new ArchiveTree();
        tree.Hour(Hour).File($"00:00-2.0-{type}-{hash}.ts");

        var report = await AuditAsync(tree);

        Assert.That(report.Streams[0].Microseconds, Is.EqualTo(new ClassMicroseconds
        {
            Full = full,
            Suspect = 0,
            Partial = 2_000_000 - full,
            Missing = 0,
            Unknown = 0,
        }));
        Assert.That(report.Summary.Findings.Empty, Is.EqualTo(empty));
    }

    [Test]
    public async Task Sequence_OverAnEmptySegment_HasAHoleBehindIt()
    {
        var tree = new ArchiveTree();
        tree.Hour(Hour).File($"00:00-2.0-full-{HashOfNothing}.ts");
        tree.Hour(Hour).File(SegmentNames.Full("00:02"));
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory);

        var sequence = await opened.Archive.SelectAsync(new StreamId("c", "q"), TimeRange.Parse($"{Hour}:00:00", $"{Hour}:00:04"));

        Assert.That(sequence.Holes.Single().Reason, Is.EqualTo(HoleReason.AfterPartial));
    }

    [Test]
    public async Task Empty_WithdrawnOrOutsideTheWindow_IsNotTold()
    {
        var tree = new ArchiveTree();
        tree.Hour(Hour).File($"00:00-2.0-full-{HashOfNothing}.ts");
        tree.Hour(Hour).File($"00:10-2.0-full-{HashOfNothing}.ts");
        tree.Hour(Hour).File($"00:10-2.0-full-{HashOfNothing}.tombstone");
        tree.Hour(Hour).File($"00:20-2.0-full-{HashOfNothing}.ts");

        var report = await AuditAsync(tree, new AuditRequest
        {
            Start = Timestamp.Parse($"{Hour}:00:02Z"),
            End = Timestamp.Parse($"{Hour}:00:20Z"),
        });

        Assert.That(report.Summary.Findings.Empty, Is.Zero);
    }

    [Test]
    public async Task Empty_OfARememberedHour_IsToldAgain()
    {
        var tree = RegularArchive.Of(2);
        tree.Hour(RegularArchive.Start.Hour.ToString()).File($"30:01-1.0-full-{HashOfNothing}.ts");
        var reader = new InMemoryReader(tree);
        var memory = new DictionaryMemory();
        var request = new AuditRequest();
        var context = new AuditContext { Memory = memory };
        await using var opened = OpenedArchive.Open(reader);
        var first = await opened.Archive.AuditToReportAsync(request, context);

        var second = await opened.Archive.AuditToReportAsync(request, context);

        Assert.That(first.Summary.Findings.Empty, Is.EqualTo(1));
        Assert.That(second.Findings, Is.EqualTo(first.Findings));
        Assert.That(reader.Listings[RegularArchive.PathOf(0)], Is.EqualTo(1));
    }

    private static async Task<AuditReport> AuditAsync(ArchiveTree tree, AuditRequest? request = null)
    {
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory);
        return await opened.Archive.AuditToReportAsync(request ?? new AuditRequest());
    }
}
