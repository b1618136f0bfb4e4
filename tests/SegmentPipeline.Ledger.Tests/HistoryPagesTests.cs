namespace SegmentPipeline.Ledger.Tests;

/// <summary>What is read of the history, page by page.</summary>
internal sealed class HistoryPagesTests : NinetyHours
{
    [Test]
    public async Task FindingsOfManyPages_AreEachReadOnceInOrder()
    {
        for (var second = 100; second < 3500; second += 4) Room.Archive.File("c", "q", HourName(0), LedgerRoom.NameOf(second));
        await Room.RunAsync();
        Room.Segments(HourName(0), 102, 1000);
        await Room.RunAsync();

        using var ledger = Room.Open();
        var holes = ledger.Findings().ToList();
        Assert.That(holes, Has.Count.GreaterThan(700));
        Assert.That(holes.Select(hole => hole.Id).Distinct().Count(), Is.EqualTo(holes.Count));
        Assert.That(holes.Select(hole => ((int)hole.State, hole.Range!.Value.Start.UnixMicroseconds)), Is.Ordered);
        var from = holes[50].Range!.Value.Start;
        Assert.That(
            ledger
                .Findings(
                    new LedgerFindingFilter
                    {
                        From = from,
                        To = from.AddMicroseconds(60_000_000),
                        OpenOnly = true,
                        Stream = new StreamId("c", "q"),
                    }
                )
                .ToList(),
            Is.EqualTo(
                holes.Where(hole =>
                    hole.State == LedgerFindingState.Open
                    && hole.Range!.Value.End > from
                    && hole.Range.Value.Start < from.AddMicroseconds(60_000_000))));
    }

    /// <remarks>Many holes may begin at the same moment, of all streams at a power failure: the place in the list is more than a
    /// start.</remarks>
    [Test]
    public async Task Findings_ReadFromAnyCursor_AreTheRestOfTheList()
    {
        for (var i = 0; i < 600; i++)
        {
            Room.Archive.File($"d{i}", "q", HourName(0), LedgerRoom.NameOf(0));
            Room.Archive.File($"d{i}", "q", HourName(0), LedgerRoom.NameOf(8));
        }

        await Room.RunAsync();
        Room.Archive.File("d7", "q", HourName(0), LedgerRoom.NameOf(2))
            .File("d7", "q", HourName(0), LedgerRoom.NameOf(4))
            .File("d7", "q", HourName(0), LedgerRoom.NameOf(6));
        await Room.RunAsync();
        using var ledger = Room.Open();
        var filter = new LedgerFindingFilter { Kinds = [LedgerFindingKind.Hole, LedgerFindingKind.Bad] };
        var all = ledger.Findings(filter).ToList();

        Assert.That(all.Select(hole => (hole.Kind, hole.State, hole.Cursor.Start, hole.Id)), Is.Ordered.And.Unique);
        Assert.That(all, Has.Count.EqualTo(Hours - 1 + 600));
        foreach (var place in (int[])[0, 89, 498, 499, 500, 501, all.Count - 2, all.Count - 1])
        {
            Assert.That(LedgerFindingCursor.TryParse(all[place].Cursor.ToString(), out var cursor));
            Assert.That(ledger.Findings(filter with { After = cursor }), Is.EqualTo(all.Skip(place + 1)), $"after {place}");
        }

        Assert.That(ledger.Findings(filter with { Stream = new StreamId("no", "such") }), Is.Empty);
        Assert.That(
            ledger.Findings(filter with { Stream = new StreamId("d7", "q") }).Single().State,
            Is.EqualTo(LedgerFindingState.Healed));
    }

    [TestCase("")]
    [TestCase("0.0.1")]
    [TestCase("0.0.1.2.3")]
    [TestCase("99.0.1.2")]
    [TestCase("0.4.1.2")]
    [TestCase("0.0.x.2")]
    [TestCase("0.0.99999999999999999999.2")]
    public void Cursor_ThatIsNone_IsNotRead(string text) => Assert.That(LedgerFindingCursor.TryParse(text, out _), Is.False);

    [Test]
    public async Task StreamsOfARun_OfManyPages_AreEachReadOnceInOrder()
    {
        for (var i = 0; i < 1100; i++) Room.Archive.File($"d{i}", "q", HourName(0), LedgerRoom.NameOf(0));
        await Room.RunAsync();
        using var ledger = Room.Open();

        var run = ledger.RunsWithoutStreams(1).Single();

        Assert.That(run.Streams, Is.Empty);
        Assert.That(ledger.StreamsOf(run.Id).Select(stream => stream.Stream), Is.Ordered.And.Unique.And.Exactly(1101).Items);
        Assert.That(ledger.StreamsOf(run.Id), Is.EqualTo(ledger.Runs(1).Single().Streams));
        Assert.That(ledger.StreamsOf(run.Id, new StreamId("d5", "q")).Single().Stream.Channel, Is.EqualTo("d5"));
    }
}
