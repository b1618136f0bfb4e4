using SegmentPipeline.Testing;

namespace SegmentPipeline.Verification.Tests.Rolling;

/// <summary>What a rate and a budget come to, and what is refused.</summary>
internal sealed class ScheduleTests
{
    private const long Gigabyte = 1_000_000_000;

    [TestCase(100, 10)]
    [TestCase(101, 11)]
    public void Schedule_OfARate_IsBytesByIt(long bytes, long seconds) =>
        Assert.That(Make(new() { BytesPerSecond = 10 }, bytes).FullPass, Is.EqualTo(TimeSpan.FromSeconds(seconds)));

    [Test]
    public void Schedule_OfABudget_IsSoManyRuns() => Assert.Multiple(() =>
    {
        var request = new VerificationRequest { Budget = new() { Bytes = 50 * Gigabyte } };
        Assert.That(Make(request, 1_500 * Gigabyte).Runs, Is.EqualTo(30));
        Assert.That(Make(request, 1_500 * Gigabyte).FullPass, Is.EqualTo(TimeSpan.FromDays(30)));
        Assert.That(Make(request, 1_500 * Gigabyte + 1).Runs, Is.EqualTo(31));
        var often = request with { RunsEvery = TimeSpan.FromHours(6) };
        Assert.That(Make(often, 1_500 * Gigabyte).FullPass, Is.EqualTo(TimeSpan.FromDays(7.5)));
        Assert.That(Make(new() { Budget = new() { Files = 100 } }, 0, files: 1_000).Runs, Is.EqualTo(10));
    });

    [Test]
    public void Schedule_OfTimeAtARate_IsSoManyBytes()
    {
        var request = new VerificationRequest { Budget = new() { Time = TimeSpan.FromHours(1) }, BytesPerSecond = 1_000_000 };
        Assert.That(Make(request, 36 * Gigabyte).Runs, Is.EqualTo(10));
    }

    [Test]
    public void Schedule_OfTimeAlone_CannotTell() =>
        Assert.That(Make(new() { Budget = new() { Time = TimeSpan.FromHours(1) } }, Gigabyte).FullPass, Is.Null);

    [TestCase(10, true)]
    [TestCase(9.999, false)]
    public void Schedule_ThatCannotReachItsTime_IsRefused(double withinSeconds, bool reaches)
    {
        var request = new VerificationRequest { BytesPerSecond = 10, Within = TimeSpan.FromSeconds(withinSeconds) };
        var schedule = ScheduleCheck.Make(request, 5, 100);
        if (reaches) Assert.That(() => ScheduleCheck.ThrowIfTooSlow(request, schedule), Throws.Nothing);
        else
            Assert.That(
                () => ScheduleCheck.ThrowIfTooSlow(request, schedule),
                Throws.InstanceOf<VerificationScheduleException>().With.Message.Contains("5 files").And.Message.Contains("100 bytes"));
    }

    [Test]
    public async Task Verification_WithASchedule_TellsItBeforeItReads()
    {
        using var disk = new ArchiveBuilder();
        for (var i = 0; i < 40; i++) disk.File("c", "q", "2026-03-28T10", JudgedArchive.NameAt(i), 500);
        await using var archive = SegmentArchive.Open(disk.Root);
        var request = new VerificationRequest { BytesPerSecond = 1_000_000_000, FailOn = VerificationFailOn.None };
        var schedule = (ScheduleRecord)(await archive.VerifyAsync(request).ToListAsync())[1];
        Assert.That((schedule.Files, schedule.Bytes, schedule.Runs), Is.EqualTo((40, 20_000, (long?)null)));

        var records = new List<VerificationRecord>();
        Assert.That(
            async () =>
            {
                await foreach (var record in archive.VerifyAsync(request with { BytesPerSecond = 1, Within = TimeSpan.FromHours(1) }))
                    records.Add(record);
            },
            Throws.InstanceOf<VerificationScheduleException>().With.Message.Contains("5.6 hours"));
        Assert.That(records.Select(VerificationWords.TypeOf), Is.EqualTo(["header", "schedule"]));
    }

    private static ScheduleRecord Make(VerificationRequest request, long bytes, long files = 1) =>
        ScheduleCheck.Make(request, files, bytes);
}
