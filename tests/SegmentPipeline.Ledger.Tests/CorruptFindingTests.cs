namespace SegmentPipeline.Ledger.Tests;

/// <summary>Corrupt files in the audits of a ledger that knows of verifications.</summary>
internal sealed class CorruptFindingTests : NinetyHours
{
    private static readonly StreamId Stream = new("c", "q");

    [Test]
    public async Task CorruptFiles_AreToldAlike_WhetherHoursAreRecalledOrRead()
    {
        var audit = new AuditRequest();
        await Room.RunAsync(audit);
        Verify(Corrupt(5, 30), Corrupt(7, 40));
        var recalled = await Room.RunAsync(audit);
        Assert.That(LastRun().HoursRecalled, Is.EqualTo(Hours - 2));
        Room.Options = new AuditLedgerOptions { Rebuild = true };
        using (var ledger = Room.Open()) Assert.That(ledger.CorruptFiles(), Is.Empty);
        Room.Options = new AuditLedgerOptions();
        Verify(Corrupt(5, 30), Corrupt(7, 40));

        var read = await Room.RunAsync(audit);

        Assert.That(LastRun().HoursRecalled, Is.Zero);
        Assert.That(recalled.Records.OfType<CorruptFinding>().Count(), Is.EqualTo(2));
        Assert.That(await read.PlainAsync(), Is.EqualTo(await recalled.PlainAsync()));
    }

    [Test]
    public async Task CorruptFile_HasALifeSpanOverAudits()
    {
        await Room.RunAsync();
        Verify(Corrupt(5, 30), Corrupt(7, 40));
        await Room.RunAsync();
        Assert.That(LastRun().Findings.Corrupt, Is.EqualTo(2));
        Room.Remove(HourName(7), 40, 42);
        Verify(Corrupt(7, 40));

        await Room.RunAsync();

        using var ledger = Room.Open();
        var found = ledger.Findings(new LedgerFindingFilter { Kinds = [LedgerFindingKind.Corrupt] }).ToList();
        Assert.That(
            found.Select(finding => (finding.Range!.Value.Start.ToString()[14..19], finding.State, finding.Cause)),
            Is.EquivalentTo([("00:30", LedgerFindingState.Healed, "hash"), ("00:40", LedgerFindingState.Healed, "hash")]));
        Assert.That(ledger.Runs(1, kind: LedgerRunKind.Audit)[0].Findings.Corrupt, Is.Zero);
    }

    /// <summary>Says that these files of their hours are corrupt, and no others of the hours of the fifth and the seventh.</summary>
    private void Verify(params IReadOnlyList<CorruptFile> corrupt)
    {
        using var contents = AuditLedger.BeginVerification(Room.Ledger, Room.Archive.Root, VerificationLevel.Full, Room.Clock);
        foreach (var at in (int[])[5, 7])
        {
            var hour = new Hour(First.SinceEpoch + at);
            contents.Remember(Stream, hour, new VerifiedHour
            {
                VerifiedAt = Room.Now,
                Level = VerificationLevel.Full,
                Names = new byte[32],
                Files = 30,
                Bytes = 1,
                Corrupt = [.. corrupt.Where(file => file.Path.Hour == hour)],
            });
        }
    }

    private static CorruptFile Corrupt(int at, int second)
    {
        var hour = new Hour(First.SinceEpoch + at);
        var start = hour.Start.AddMicroseconds(1_000_000L * second);
        return new CorruptFile
        {
            Path = new EntryPath(Stream, hour, System.Text.Encoding.UTF8.GetBytes(LedgerRoom.NameOf(second))),
            Range = new TimeRange(start, start.AddMicroseconds(2_000_000)),
            Kind = SegmentKind.Full,
            IsSelected = true,
            Causes = [new CorruptCause { Cause = CorruptCauseKind.Hash, Expected = "e", Actual = "a" }],
        };
    }
}
