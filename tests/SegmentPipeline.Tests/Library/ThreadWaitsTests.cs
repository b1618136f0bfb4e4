using SegmentPipeline.Reading;

namespace SegmentPipeline.Tests.Library;

/// <summary>Which waits are for a disk.</summary>
internal sealed class ThreadWaitsTests
{
    private static readonly ThreadWaits Before = new(100, 50, 7_000);

    [TestCase(2, 0, 0, false, TestName = "Wait_OfTwoBlocks_IsNoneForADisk")]
    [TestCase(3, 0, 0, true, TestName = "Wait_OfThreeBlocks_IsForADisk")]
    [TestCase(0, 2, 9_000, false, TestName = "Wait_TwiceForLong_IsNoneForADisk")]
    [TestCase(0, 3, 2_001, true, TestName = "Wait_ThreeTimesForLongerThanTheWork_IsForADisk")]
    [TestCase(0, 3, 2_000, false, TestName = "Wait_ThreeTimesForNoLongerThanTheWork_IsNoneForADisk")]
    public void Wait(int blocks, int waits, int microseconds, bool isForDisk)
    {
        var now = new ThreadWaits(Before.BlocksRead + blocks, Before.Waits + waits, Before.BusyMicroseconds + 1_000);

        Assert.That(now.HasWaitedForDisk(Before, microseconds), Is.EqualTo(isForDisk));
    }
}
