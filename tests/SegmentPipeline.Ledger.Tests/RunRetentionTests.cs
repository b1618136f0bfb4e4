namespace SegmentPipeline.Ledger.Tests;

/// <summary>What is dropped when it is old.</summary>
internal sealed class RunRetentionTests : NinetyHours
{
    [Test]
    public async Task Retention_DropsOldRunsAndWhatHealed_NeverWhatIsOpen()
    {
        Room.Options = new AuditLedgerOptions { Retention = TimeSpan.FromDays(250) };
        Room.Archive.File("c", "q", HourName(0), "bad.ts");
        for (var i = 0; i < 5; i++)
        {
            if (i == 1) File.Delete(Room.Archive.PathOf("c", "q", HourName(0), "bad.ts"));
            await Room.RunAsync();
            Room.Now = Room.Now.AddMicroseconds(100 * 24 * Timestamp.MicrosecondsPerHour);
        }

        using var ledger = Room.Open();
        Assert.That(ledger.Runs(9).Select(run => run.Id), Is.EqualTo([5, 4, 3]));
        Assert.That(ledger.Findings(new LedgerFindingFilter { Kinds = [LedgerFindingKind.Bad] }), Is.Empty);
        var holes = ledger.Findings().ToList();
        Assert.That(holes, Is.Not.Empty.And.All.Property("FirstRun").EqualTo(1).And.All.Property("LastRun").EqualTo(5));
    }

    [TestCase(1)]
    [TestCase(3)]
    public async Task Retention_WithAClockThatJumpedAhead_DropsNothing(int wrongRuns)
    {
        const long day = 24 * Timestamp.MicrosecondsPerHour;
        var right = Room.Now;
        for (var i = 0; i < 3; i++) await RunOn(i);
        for (var i = 0; i < wrongRuns; i++) await RunOn(365 * 6 + i);
        await RunOn(3);

        Assert.That(Runs(), Is.EqualTo(4 + wrongRuns));

        async Task RunOn(int days)
        {
            Room.Now = right.AddMicroseconds(days * day);
            await Room.RunAsync();
        }
    }

    /// <remarks>A pause is a jump too. It is believed once runs have gone on after it for as long as they are kept.</remarks>
    [TestCase(399, 3)]
    [TestCase(400, 1)]
    public async Task Retention_AfterAPauseOfYears_ComesBackWithTime(int daysAfter, int left)
    {
        const long day = 24 * Timestamp.MicrosecondsPerHour;
        await Room.RunAsync();
        Room.Now = Room.Now.AddMicroseconds(900 * day);
        await Room.RunAsync();
        Room.Now = Room.Now.AddMicroseconds(daysAfter * day);
        await Room.RunAsync();

        Assert.That(Runs(), Is.EqualTo(left == 1 ? 2 : left));
    }

    private int Runs()
    {
        using var ledger = AuditLedger.OpenForReading(Room.Ledger);
        return ledger.Runs(99).Count;
    }
}
