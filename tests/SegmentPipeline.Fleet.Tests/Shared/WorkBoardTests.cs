namespace SegmentPipeline.Fleet.Tests;

internal sealed class WorkBoardTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 28, 22, 0, 0, TimeSpan.Zero);

    [Test]
    public void Pieces_AreLentOnceAndNextToEachOtherInOneStream()
    {
        var board = new WorkBoard(Plan(("a", 200), ("b", 3)), null);
        var lent = new List<int>();
        for (WorkLease lease; (lease = board.Lease("n1", 2, Start)).Items.Count > 0;)
        {
            Assert.That(lease.Items.Select(item => item.Channel).Distinct().Count(), Is.EqualTo(1));
            lent.AddRange(Enumerable.Range(lease.First, lease.Items.Count));
        }

        Assert.That(lent, Is.EqualTo(Enumerable.Range(0, 203)));
        Assert.That(board.IsDone, Is.False);
    }

    [Test]
    public void Piece_OfANodeThatIsSilent_GoesToAnotherAndCountsOnce()
    {
        var board = new WorkBoard(Plan(("a", 1)), null);
        _ = board.Lease("n1", 2, Start);

        Assert.That(board.Lease("n2", 2, Start + WorkBoard.LongestSilence).Items, Is.Empty);
        var lease = board.Lease("n2", 2, Start + WorkBoard.LongestSilence + TimeSpan.FromTicks(1));
        Assert.That(lease.Items, Has.Count.EqualTo(1));

        board.Complete(0);
        board.Complete(0);
        board.Complete(7);
        Assert.That(board.IsDone, Is.True);
        Assert.That(board.Lease("n1", 2, Start).IsOver, Is.True);
    }

    [Test]
    public void Piece_OfANodeThatIsHeardOf_StaysItsOwn_ButNotForEver()
    {
        var board = new WorkBoard(Plan(("a", 1)), null);
        _ = board.Lease("n1", 2, Start);
        board.Hear("n1", Start + WorkBoard.LongestLease);

        Assert.That(board.Lease("n2", 2, Start + WorkBoard.LongestLease).Items, Is.Empty);
        board.Hear("n1", Start + WorkBoard.LongestLease + TimeSpan.FromTicks(1));
        Assert.That(board.Lease("n2", 2, Start + WorkBoard.LongestLease + TimeSpan.FromTicks(1)).Items, Has.Count.EqualTo(1));
    }

    [Test]
    public void Pieces_OfANodeThatIsGone_GoToOthersAtOnce()
    {
        var board = new WorkBoard(Plan(("a", 20)), null);
        var gone = board.Lease("n1", 2, Start);
        var kept = board.Lease("n2", 2, Start);
        board.Complete(gone.First);

        board.Release("n1");

        var lent = new List<int>();
        for (WorkLease lease; (lease = board.Lease("n3", 2, Start)).Items.Count > 0;)
            lent.AddRange(Enumerable.Range(lease.First, lease.Items.Count));
        Assert.That(gone.Items, Has.Count.GreaterThan(1));
        var ofTheOther = Enumerable.Range(kept.First, kept.Items.Count);
        Assert.That(lent, Is.EquivalentTo(Enumerable.Range(0, 20).Except(ofTheOther).Except([gone.First])));
    }

    [Test]
    public void Board_ThatGoesOnElsewhere_LendsOnlyWhatIsNotDone()
    {
        var board = new WorkBoard(Plan(("a", 20)), null);
        foreach (var at in new[] { 0, 1, 2, 9, 19 }) board.Complete(at);

        var elsewhere = new WorkBoard(board.Plan, board.Done);
        var lent = new List<int>();
        for (WorkLease lease; (lease = elsewhere.Lease("n1", 1, Start)).Items.Count > 0;)
            lent.AddRange(Enumerable.Range(lease.First, lease.Items.Count));

        Assert.That(lent, Is.EquivalentTo(Enumerable.Range(0, 20).Except([0, 1, 2, 9, 19])));
    }

    [Test]
    public void Plan_OfNothing_IsDone() => Assert.That(new WorkBoard(Plan(), null).IsDone, Is.True);

    private static WorkPlan Plan(params (string Channel, int Days)[] streams) => new()
    {
        Items = [.. streams.SelectMany(stream => Enumerable.Range(0, stream.Days).Select(day => new WorkItem
        {
            Channel = stream.Channel,
            Quality = "q",
            FirstHour = 24 * day,
            LastHour = 24 * day + 23,
        }))],
    };
}
