using SegmentPipeline.Testing;

namespace SegmentPipeline.Verification.Tests.Clocks;

/// <summary>What is wrong between files: each limit from both sides.</summary>
internal sealed class ClockTests
{
    private const string Hour = "2026-03-28T10";
    private const long Second = 90_000;
    private const long Turn = 1L << 33;

    [TestCase(0, null)]
    [TestCase(22_500, null)]
    [TestCase(22_501, ClockFault.HiddenHole)]
    [TestCase(900_000, ClockFault.HiddenHole)]
    [TestCase(900_001, ClockFault.Restart)]
    [TestCase(-22_500, null)]
    [TestCase(-22_501, ClockFault.Repeat)]
    [TestCase(-900_001, ClockFault.Restart)]
    public async Task Clock_OfContiguousNames_MayNotLeap(long ticks, ClockFault? expected)
    {
        var found = await CompareAsync("00:02", After(ticks));
        Assert.That(found?.Clock, Is.EqualTo(expected));
        if (expected is ClockFault.HiddenHole or ClockFault.Repeat)
            Assert.That(found!.Microseconds, Is.EqualTo(Math.Abs(ticks) * 100 / 9));
    }

    [TestCase("00:02.01", 0, null)]
    [TestCase("00:02.010001", 0, ClockFault.PhantomHole)]
    [TestCase("00:07", 9_000, ClockFault.PhantomHole)]
    [TestCase("00:07", 9_001, null)]
    [TestCase("00:07", -9_001, null)]
    [TestCase("00:07", 5 * 90_000, null)]
    [TestCase("30:00", 0, ClockFault.PhantomHole)]
    [TestCase("30:00", 1_798 * 90_000, null)]
    [TestCase("30:00", 1_809 * 90_000, ClockFault.Restart)]
    public async Task Clock_OfAHoleByName_MayNotGoOnWithoutIt(string start, long ticks, ClockFault? expected) =>
        Assert.That((await CompareAsync(start, After(ticks)))?.Clock, Is.EqualTo(expected));

    [Test]
    public async Task Clock_ThatWrapsBetweenFiles_GoesOn()
    {
        var before = new MediaClock { FirstPts = Turn - Second, EndPts = Turn + Second, Pids = [256] };
        var after = new MediaClock { FirstPts = Second, EndPts = 3 * Second, Pids = [256] };
        Assert.That(await CompareAsync("00:02", before, after), Is.Null);
    }

    [Test]
    public async Task Clock_OfOtherPids_IsARestartThatCountsForNothing()
    {
        var end = await Pair("00:02", Before, After(0) with { Pids = [256, 257] }).SumUpAsync(new() { FailOn = VerificationFailOn.Any });
        Assert.That((end.Clocks.Restart, end.Outcome), Is.EqualTo((1, AuditOutcome.Success)));
    }

    [TestCase(VerificationFailOn.Corrupt, 50_000, AuditOutcome.Findings)]
    [TestCase(VerificationFailOn.Corrupt, -50_000, AuditOutcome.Success)]
    [TestCase(VerificationFailOn.Any, -50_000, AuditOutcome.Findings)]
    [TestCase(VerificationFailOn.None, 50_000, AuditOutcome.Success)]
    public async Task HiddenHole_Fails_AndRepeatOnlyIfAsked(VerificationFailOn failOn, long ticks, AuditOutcome outcome) =>
        Assert.That((await Pair("00:02", Before, After(ticks)).SumUpAsync(new() { FailOn = failOn })).Outcome, Is.EqualTo(outcome));

    [Test]
    public async Task Clock_AcrossHours_IsComparedInWhateverOrderTheyAreRead([Values] bool isRolling)
    {
        var archive = new JudgedArchive();
        string[] hours = ["2026-03-28T09", Hour, "2026-03-28T11"];
        for (var i = 0; i < hours.Length; i++)
        {
            var name = SegmentNames.Full("00:00", "3600.0");
            archive.Tree.Hour(hours[i]).File(name);
            var first = i * 3_600 * Second + (i == 2 ? Second : 0);
            var clock = new MediaClock { FirstPts = first, EndPts = first + 3_600 * Second, Pids = [256] };
            archive.Gives(hours[i], name, JudgedArchive.Right(clock));
        }

        var memory = isRolling ? new Rolling.DictionaryContents() : null;
        var found = (await archive.VerifyAsync(null, new() { Memory = memory })).OfType<ClockRecord>().Single();
        Assert.That(
            (found.Clock, found.Before.Hour.ToString(), found.After.Hour.ToString(), found.Microseconds),
            Is.EqualTo((ClockFault.HiddenHole, Hour, "2026-03-28T11", 1_000_000)));
    }

    [Test]
    public async Task Clock_OfAFileBetweenThatHasNone_IsNotComparedOverIt()
    {
        var archive = new JudgedArchive().Hour(Hour, 3)
            .Gives(Hour, JudgedArchive.NameAt(0), JudgedArchive.Right(Before))
            .Gives(Hour, JudgedArchive.NameAt(2), JudgedArchive.Right(After(Second)));
        Assert.That((await archive.VerifyAsync()).OfType<ClockRecord>(), Is.Empty);
    }

    [Test]
    public async Task Clock_OfASupersededFile_IsNobodysNeighbour()
    {
        var worse = SegmentNames.Suspect("00:00", content: 7);
        var archive = Pair("00:02", Before, After(0)).Gives(Hour, worse, JudgedArchive.Right(After(Second)));
        archive.Tree.Hour(Hour).File(worse);
        Assert.That((await archive.VerifyAsync()).OfType<ClockRecord>(), Is.Empty);
    }

    [Test]
    public async Task Clock_OfAPartialSegment_IsNotCompared()
    {
        var archive = new JudgedArchive();
        string[] names = [SegmentNames.Partial("00:00"), SegmentNames.Full("00:02")];
        archive.Tree.Hour(Hour).File(names[0]).File(names[1]);
        archive.Gives(Hour, names[0], JudgedArchive.Right(Before)).Gives(Hour, names[1], JudgedArchive.Right(After(Second)));
        Assert.That((await archive.VerifyAsync()).OfType<ClockRecord>(), Is.Empty);
    }

    private static MediaClock Before => new() { FirstPts = 10 * Second, EndPts = 12 * Second, Pids = [256] };

    private static MediaClock After(long ticks)
    {
        var first = (12 * Second + ticks + Turn) % Turn;
        return new MediaClock { FirstPts = first, EndPts = first + 2 * Second, Pids = [256] };
    }

    private static Task<ClockRecord?> CompareAsync(string start, MediaClock after) => CompareAsync(start, Before, after);

    private static async Task<ClockRecord?> CompareAsync(string start, MediaClock before, MediaClock after) =>
        (await Pair(start, before, after).VerifyAsync()).OfType<ClockRecord>().SingleOrDefault();

    private static JudgedArchive Pair(string start, MediaClock before, MediaClock after)
    {
        var archive = new JudgedArchive();
        string[] names = [SegmentNames.Full("00:00"), SegmentNames.Full(start)];
        archive.Tree.Hour(Hour).File(names[0]).File(names[1]);
        return archive.Gives(Hour, names[0], JudgedArchive.Right(before)).Gives(Hour, names[1], JudgedArchive.Right(after));
    }
}
