namespace SegmentPipeline.Ledger.Tests;

/// <summary>Runs that are killed at each of their writes: the next one goes on, and says what one that was never disturbed says.</summary>
internal sealed class KilledRunTests : NinetyHours
{
    private const int HoursOfAWrite = 64;

    /// <summary>The run begins, hours are written down twice, the run ends.</summary>
    private const int Writes = 4;

    /// <summary>Both sides of every write but the last, behind which the run has ended.</summary>
    private static IEnumerable<object[]> Points =>
        Enumerable.Range(1, Writes).SelectMany(write => Enum.GetValues<Side>().Select(side => (object[])[write, side])).SkipLast(1);

    [SetUp]
    public async Task RecordANightAndChangeEveryHour()
    {
        await Room.RunAsync();
        for (var i = 0; i < Hours; i++) Room.Remove(HourName(i), 20, 22);
    }

    [Test]
    public async Task Run_KilledAtNone_HasTheWritesThatOthersAreKilledAt() =>
        Assert.That(await DyingAudit.RunAsync(Room, Writes + 1, Side.Before), Is.EqualTo(Writes));

    [TestCaseSource(nameof(Points))]
    public async Task Run_KilledAtAWrite_IsResumedAsIfItWasNeverDisturbed(int write, Side side)
    {
        var before = await File.ReadAllBytesAsync(Room.Ledger);
        var expected = await Room.RunAsync();
        await File.WriteAllBytesAsync(Room.Ledger, before);

        Assert.That(await DyingAudit.RunAsync(Room, write, side), Is.EqualTo(DyingAudit.Killed));
        var resumed = await Room.RunAsync();

        var written = Math.Min(Hours, HoursOfAWrite * Math.Max(0, write - (side == Side.Before ? 2 : 1)));
        Assert.That(expected.Deltas.Count(delta => delta.Change == DeltaChange.Lost), Is.EqualTo(Hours));
        Assert.That(resumed.DeltaLines, Is.EqualTo(expected.DeltaLines));
        Assert.That(await resumed.PlainAsync(), Is.EqualTo(await expected.PlainAsync()));
        Assert.That(LastRun().HoursRecalled, Is.EqualTo(written));
    }

    [Test]
    public async Task Run_KilledBehindItsLastWrite_HasEnded()
    {
        Assert.That(await DyingAudit.RunAsync(Room, Writes, Side.Behind), Is.EqualTo(DyingAudit.Killed));

        Assert.That(LastRun().Status, Is.EqualTo(LedgerRunStatus.Complete));
        Assert.That((await Room.RunAsync()).Deltas, Is.Empty);
    }
}
