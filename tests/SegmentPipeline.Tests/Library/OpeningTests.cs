namespace SegmentPipeline.Tests.Library;

internal sealed class OpeningTests
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("segment-open-");

    [OneTimeTearDown]
    public void Remove() => _directory.Delete(recursive: true);

    [Test]
    public void Open_ADirectory_HasItsAbsolutePath() =>
        Assert.That(SegmentArchive.Open(_directory.FullName + "/").Root, Is.EqualTo(_directory.FullName));

    [TestCase("absent")]
    [TestCase("absent/below")]
    [TestCase("file")]
    [TestCase("file/below")]
    public void Open_WhatIsNoDirectory_SaysSoAtOnce(string name)
    {
        File.WriteAllText(Path.Combine(_directory.FullName, "file"), "");
        var root = Path.Combine(_directory.FullName, name);

        Assert.That(
            () => SegmentArchive.Open(root),
            Throws.TypeOf<AuditFailedException>().With.Message.StartsWith($"cannot read the archive {root}: there is no such directory"));
        Assert.That(SegmentArchive.Open(root, new SegmentArchiveOptions { MayBeAbsent = true }).Root, Is.EqualTo(root));
    }

    [TestCase("")]
    [TestCase(" ")]
    public void Open_NoPath_IsRefused(string root) => Assert.That(() => SegmentArchive.Open(root), Throws.ArgumentException);
}
