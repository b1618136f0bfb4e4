using System.Text;
using SegmentPipeline.Verification.Tests.Judging;

namespace SegmentPipeline.Verification.Tests.Reading;

internal sealed class CacheFootprintTests
{
    private const int Bytes = 20 * 1024 * 1024 + 12_345;

    [Test]
    public void WhatAReadingBroughtIn_GoesAgain_AndWhatWasThereStays()
    {
        using var files = new JudgedFiles();
        var path = files.Write(new byte[Bytes]);
        using var file = new FileReader();
        Assert.That(file.Open([.. Encoding.UTF8.GetBytes(path), 0]), Is.Null);
        using (var written = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(written);
        file.LetGo(0, 0);
        if (AreInMemory(file).Any(isThere => isThere != false)) Assert.Ignore("nothing leaves the memory of this file system");

        files.JudgePath(path, null);

        Assert.That(AreInMemory(file), Is.All.False, "a cold file");

        _ = File.ReadAllBytes(path);
        files.JudgePath(path, null);

        Assert.That(AreInMemory(file), Is.All.True, "a hot file");
    }

    private static List<bool?> AreInMemory(FileReader file) =>
        [.. Enumerable.Range(0, Bytes / 500_000).Select(step => file.IsInMemory(step * 500_000L))];
}
