namespace SegmentPipeline.Synthesis.Tests;

internal sealed class ArchiveWriterTests
{
    private static readonly StreamId Stream = new("channel", "quality");
    private static readonly Hour Hour = Timestamp.Parse("2026-03-28T22").Hour;

    private string _root = "";

    [SetUp]
    public void CreateRoot() => _root = Directory.CreateTempSubdirectory("writer").FullName;

    [TearDown]
    public void DeleteRoot()
    {
        // The runtime cannot delete what it cannot name.
        if (!OperatingSystem.IsLinux()) Directory.Delete(_root, recursive: true);
        else System.Diagnostics.Process.Start("rm", ["-rf", "--", _root]).WaitForExit();
    }

    [Test]
    public void Write_FilesOfAnHour_StandBelowTheirStreamWithTheirSizes()
    {
        var plan = new ArchivePlan([new PlannedDirectory(Stream, Hour, [new PlannedFile("a.ts"), new PlannedFile("b.ts", 188)])]);

        var count = new ArchiveWriter(_root).Write(plan);

        var hour = new DirectoryInfo(Path.Combine(_root, "channel", "quality", "2026-03-28T22"));
        var sizes = hour.GetFiles().OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => (file.Name, file.Length));
        Assert.That(sizes, Is.EqualTo([("a.ts", 0L), ("b.ts", 188L)]));
        Assert.That(count, Is.EqualTo(2));
    }

    [Test]
    public void Write_ContentSeed_IsTheContentWhoseHashWasDrawn()
    {
        const int Seed = 7;
        const int SizeBytes = 200_001;
        var plan = new ArchivePlan([new PlannedDirectory("", [new PlannedFile("a.ts"u8.ToArray(), SizeBytes, Seed)])]);

        new ArchiveWriter(_root).Write(plan);

        var expected = new byte[SegmentNameFormat.HashBytes];
        SyntheticContent.Hash(Seed, SizeBytes, expected);
        var written = File.ReadAllBytes(Path.Combine(_root, "a.ts"));
        Assert.That(written, Has.Length.EqualTo(SizeBytes));
        Assert.That(System.Security.Cryptography.SHA256.HashData(written), Is.EqualTo(expected));
    }

    [Test]
    [Platform("Linux")]
    public void Write_NameThatIsNotUtf8_KeepsItsBytes()
    {
        new ArchiveWriter(_root).Write(
            new ArchivePlan([new PlannedDirectory("c\\xFF", []), new PlannedDirectory("", [new PlannedFile("a\\xFEb.ts")])]));

        // The runtime shows a byte that is not UTF-8 as the replacement character.
        var entries = Directory.GetFileSystemEntries(_root).Select(Path.GetFileName);
        Assert.That(entries, Is.EquivalentTo(["c\uFFFD", "a\uFFFDb.ts"]));
    }

    [Test]
    public void Write_FileThatExists_FailsAndNamesIt()
    {
        var plan = new ArchivePlan([new PlannedDirectory("c/q", [new PlannedFile("a.ts")])]);
        new ArchiveWriter(_root).Write(plan);

        Assert.That(() => new ArchiveWriter(_root).Write(plan), Throws.InstanceOf<IOException>().With.Message.Contains("c/q/a.ts"));
    }

    [Test]
    public void Write_DirectoryThatExists_GetsFurtherFiles()
    {
        new ArchiveWriter(_root).Write(new ArchivePlan([new PlannedDirectory("c/q", [new PlannedFile("a.ts")])]));
        new ArchiveWriter(_root).Write(new ArchivePlan([new PlannedDirectory("c/q", [new PlannedFile("b.ts")])]));

        Assert.That(Directory.GetFiles(Path.Combine(_root, "c", "q")), Has.Length.EqualTo(2));
    }

    [TestCase(255, true)]
    [TestCase(256, false)]
    [Platform("Linux")]
    public void Write_NameOfLength_IsWhatTheFileSystemAllows(int length, bool allowed)
    {
        var plan = new ArchivePlan([new PlannedDirectory("", [new PlannedFile(new string('x', length))])]);

        if (allowed) Assert.That(new ArchiveWriter(_root).Write(plan), Is.EqualTo(1));
        else Assert.That(() => new ArchiveWriter(_root).Write(plan), Throws.InstanceOf<IOException>());
    }

    [Test]
    public void PortableCreator_SamePlan_CreatesTheSameFiles()
    {
        var creator = new PortableFileCreator();
        var directory = DirectoryPath.FromText(Path.Combine(_root, "c"));
        creator.CreateDirectory(directory);

        var count = creator.CreateFiles(directory, [new PlannedFile("a.ts", 5), new PlannedFile("b.ts"u8.ToArray(), 6, ContentSeed: 1)]);

        Assert.That(count, Is.EqualTo(2));
        Assert.That(File.ReadAllBytes(Path.Combine(_root, "c", "a.ts")), Is.EqualTo(new byte[5]));
        Assert.That(File.ReadAllBytes(Path.Combine(_root, "c", "b.ts")), Has.Length.EqualTo(6).And.Not.EqualTo(new byte[6]));
    }
}
