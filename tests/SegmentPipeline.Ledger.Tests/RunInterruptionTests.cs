using Microsoft.Extensions.Time.Testing;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>Runs that a budget, their caller or their reader cuts short.</summary>
internal sealed class RunInterruptionTests : NinetyHours
{
    [Test]
    public async Task Budget_ThatRunsOut_EndsWithoutFailureAndTheNextRunGoesOn()
    {
        var full = await Room.RunWithoutAsync();
        var clock = new FakeTimeProvider(Room.Now.ToDateTimeOffset());
        using var ledger = AuditLedger.Open(
            Room.Ledger,
            Room.Archive.Root,
            new AuditLedgerOptions { TimeProvider = clock, Budget = TimeSpan.FromMinutes(20) }
        );
        await using var archive = Room.OpenArchive();
        var remembered = 0;
        var hooks = new AuditHooks
        {
            HoursOfMessage = 1,
            Before = (stage, hour) =>
            {
                if (stage == "remember" && hour is not null && ++remembered == 40) clock.Advance(TimeSpan.FromMinutes(20));
            },
        };

        var cut = await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest(), new AuditContext { Hooks = hooks, Parallelism = 1 }));
        var stopped = ledger.Runs(1)[0];
        var whole = await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest()));
        var resumed = ledger.Runs(1)[0];

        Assert.That(
            (cut.Failure, cut.Summary.Complete, cut.Summary.Outcome),
            Is.EqualTo(((Exception?)null, false, AuditOutcome.BudgetSpent)));
        Assert.That(cut.Deltas, Is.Empty);
        Assert.That((stopped.Status, stopped.Outcome), Is.EqualTo((LedgerRunStatus.Budget, (AuditOutcome?)AuditOutcome.BudgetSpent)));
        Assert.That(stopped.Cursor, Does.StartWith("c/q/2026-03-"));
        Assert.That(resumed.HoursRecalled, Is.InRange(39, Hours - 1));
        Assert.That(resumed.HoursRead, Is.EqualTo(Hours - resumed.HoursRecalled));
        Assert.That(await whole.PlainAsync(), Is.EqualTo(await full.PlainAsync()));
    }

    /// <remarks>Once, a budget that was shorter than it took to recall what was known never came further.</remarks>
    [Test]
    public async Task Budget_OfNothing_GetsFurtherWithEachRunAndToItsEnd()
    {
        var full = await Room.RunWithoutAsync();
        Room.Options = new AuditLedgerOptions { Budget = TimeSpan.Zero };
        var request = new AuditRequest();
        Night night;
        var runs = 0;
        do
        {
            night = await Room.RunAsync(context: LedgerRoom.HourByHour);
            Assert.That(++runs, Is.LessThanOrEqualTo(Hours + 1));
        }
        while (night.Summary.Outcome == AuditOutcome.BudgetSpent);

        Assert.That(runs, Is.GreaterThan(Hours / 4), "it was cut off again and again");
        Assert.That(await night.PlainAsync(), Is.EqualTo(await full.PlainAsync()));
        Assert.That(LastRun().Status, Is.EqualTo(LedgerRunStatus.Complete));
    }

    [Test]
    public async Task Budget_WithNothingLeftToRead_IsNotSpent()
    {
        await Room.RunAsync();
        Room.Options = new AuditLedgerOptions { Budget = TimeSpan.Zero };

        Assert.That((await Room.RunAsync()).Summary.Outcome, Is.EqualTo(AuditOutcome.Findings));
        Assert.That(LastRun().HoursRecalled, Is.EqualTo(Hours));
    }

    [Test]
    public async Task Budget_SpentBeforeTheHoursAreKnown_StillEndsWithASummary()
    {
        Room.Options = new AuditLedgerOptions { Budget = TimeSpan.Zero };

        var night = await Room.RunAsync(context: LedgerRoom.HourByHour);

        Assert.That(night.Failure, Is.Null);
        Assert.That(night.Records[0], Is.InstanceOf<HeaderRecord>());
        Assert.That(night.Summary.Outcome, Is.EqualTo(AuditOutcome.BudgetSpent));
    }

    [Test]
    public async Task Cancellation_OfTheCaller_IsThrownAndWhatWasReadIsKept()
    {
        using var stop = new CancellationTokenSource();
        using var ledger = Room.Open();
        await using var archive = Room.OpenArchive();
        var stitched = 0;
        var hooks = new AuditHooks
        {
            HoursOfMessage = 1,
            Before = (stage, hour) =>
            {
                if (stage == "stitch" && hour is not null && ++stitched == 50) stop.Cancel();
            },
        };

        var night = await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest(), new AuditContext { Hooks = hooks }, stop.Token));

        Assert.That(night.Failure, Is.InstanceOf<OperationCanceledException>());
        Assert.That(night.Summary.Complete, Is.False);
        Assert.That(ledger.Runs(1)[0].Status, Is.EqualTo(LedgerRunStatus.Cancelled));
        await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest()));
        Assert.That(ledger.Runs(1)[0], Has.Property("HoursRecalled").GreaterThan(40).And.Property("BaseRun").Null);
    }

    [Test]
    public async Task ReaderThatLeaves_CancelsTheRun()
    {
        using var ledger = Room.Open();
        await using var archive = Room.OpenArchive();

        await foreach (var record in ledger.AuditAsync(archive, new AuditRequest())) break;

        Assert.That(ledger.Runs(1)[0].Status, Is.EqualTo(LedgerRunStatus.Cancelled));
        Assert.That((await Night.OfAsync(ledger.AuditAsync(archive, new AuditRequest()))).Failure, Is.Null);
    }
}
