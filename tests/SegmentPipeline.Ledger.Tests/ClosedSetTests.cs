namespace SegmentPipeline.Ledger.Tests;

/// <summary>What a ledger has of the closed sets follows the library's tables.</summary>
internal sealed class ClosedSetTests
{
    [Test]
    public void Columns_AreThoseOfTheFile()
    {
        var schema = string.Join('\n', LedgerSchema.Migrations);

        Assert.That(FigureColumns.Findings.Split(", "),
            Has.All.Matches<string>(column => schema.Contains($"{column} INTEGER", StringComparison.Ordinal)));
        Assert.That(FigureColumns.Entries.Split(", "),
            Has.All.Matches<string>(column => schema.Contains($"{column} INTEGER", StringComparison.Ordinal)));
        Assert.That(FigureColumns.Microseconds.Split(", "),
            Has.All.Matches<string>(column => schema.Contains($"{column} INTEGER", StringComparison.Ordinal)));
    }

    [Test]
    public void Kinds_AreOneForEachType_ButTwoForDegraded() =>
        Assert.That(Enum.GetValues<LedgerFindingKind>(), Has.Length.EqualTo(FindingTypes.All.Count + 1));

    [TestCase(LedgerFindingKind.Hole, true)]
    [TestCase(LedgerFindingKind.Suspect, true)]
    [TestCase(LedgerFindingKind.Partial, true)]
    [TestCase(LedgerFindingKind.Overlap, true)]
    [TestCase(LedgerFindingKind.Bad, false)]
    [TestCase(LedgerFindingKind.Stray, false)]
    [TestCase(LedgerFindingKind.Unreadable, false)]
    [TestCase(LedgerFindingKind.StaleLedger, false)]
    [TestCase(LedgerFindingKind.Empty, true)]
    [TestCase(LedgerFindingKind.Silent, true)]
    [TestCase(LedgerFindingKind.Future, true)]
    [TestCase(LedgerFindingKind.Corrupt, true)]
    public void Kind_HasARange_IfItsTypeHas(LedgerFindingKind kind, bool hasRange) =>
        Assert.That(LedgerFindingKinds.HaveRange(kind), Is.EqualTo(hasRange));
}
