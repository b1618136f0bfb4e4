namespace SegmentPipeline.Ledger.Tests;

/// <summary>Corrupt files in the audits of a ledger that knows of verifications.</summary>
internal sealed class CorruptFindingTests : VerifiedHours
{
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
        Assert.That(await read.PlainAsync(AuditOutcome.Findings), Is.EqualTo(await recalled.PlainAsync(AuditOutcome.Findings)));
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
}
