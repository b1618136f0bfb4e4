namespace SegmentPipeline.Tests.Library;

/// <summary>Which waits are for a disk.</summary>
internal sealed class ThreadWaitsTests
{
    private static readonly ThreadWaits Before = new(100, 50, 7_000);

    [TestCase(2, false)]
    [TestCase(3, true)]
    public void Blocks_SoMany_AreReadFromADisk(int blocks, bool isRead)
    {
        var now = Before with { BlocksRead = Before.BlocksRead + blocks };

        Assert.That(now.HasReadFromDisk(Before), Is.EqualTo(isRead));
    }

    [TestCase(2, 9_000, false)]
    [TestCase(3, 2_000, false)]
    [TestCase(3, 2_001, true)]
    public void Waits_SoManyWithAMillisecondOfWork_AreForADiskIfLongerThanTheWork(int waits, int microseconds, bool areForADisk)
    {
        var now = Before with { Waits = Before.Waits + waits, BusyMicroseconds = Before.BusyMicroseconds + 1_000 };

        Assert.That(now.HasWaited(Before, microseconds), Is.EqualTo(areForADisk));
    }
}
