namespace SegmentPipeline.Fleet;

/// <summary>The part that looks after the audit of a shared archive: a plan, pieces that are lent and done, and a report in the
/// end.</summary>
internal sealed partial class FleetRunGrain
{
    private const string PlanKey = "plan";
    private const int ForgottenAtOnce = 64;

    private WorkBoard? _board;
    private Task? _planning;
    private Task? _reporting;

    private string FirstCause => Status.Nodes is [var first, ..] ? first.Part.Cause ?? "none is there" : "there is none";

    public Task<WorkLease> LeaseAsync(string node)
    {
        if (Status.State != FleetRunState.Running) return Task.FromResult(new WorkLease { IsOver = true });
        var workers = Status.Nodes.Count(known => known.Part.Phase != PartPhase.Unknown);
        return Task.FromResult(_board?.Lease(node, workers, silo.Now) ?? new WorkLease());
    }

    public async Task CompleteAsync(string node, int first, IReadOnlyList<byte[]> told)
    {
        if (Status.State != FleetRunState.Running || _board is not { } board) return;
        board.Hear(node, silo.Now);
        await Task.WhenAll(told.Select((bytes, at) => GrainFactory.GetGrain<IAnswerGrain>($"{Id}/{first + at}").KeepAsync(bytes)));
        for (var at = 0; at < told.Count; at++) board.Complete(first + at);
        kept.State.Done = board.Done;
        _isChanged = true;
        await (board.IsDone ? BeatAsync() : WriteAsync());
    }

    public Task<WorkPlan> GetPlanAsync() => Task.FromResult(_board?.Plan ?? new WorkPlan { Items = [] });

    private void BeatShared()
    {
        if (_board is null)
        {
            if (_planning is null or { IsCompleted: true }) _planning = PlanAsync();
            return;
        }

        if (Status.Nodes.All(node => node.Part.Phase == PartPhase.Unknown))
            End(FleetRunState.Failed, exit: null, $"no node that shares the archive can work: {FirstCause}");
        else if (!_board.IsDone) AskAll();
        else if (_reporting is null or { IsCompleted: true }) _reporting = ReportAsync();
    }

    /// <summary>Has the archive divided, by whichever node can, or finds how it was divided.</summary>
    private async Task PlanAsync()
    {
        try
        {
            var keeper = GrainFactory.GetGrain<IAnswerGrain>($"{Id}/{PlanKey}");
            var plan = await keeper.ReadAsync() is { } bytes ? serializer.Deserialize<WorkPlan>(bytes) : null;
            foreach (var node in Status.Nodes.Where(node => node.Part.Phase != PartPhase.Unknown).ToList())
                plan ??= await DivideAsync(node.Node);
            if (plan is null) return;
            await keeper.KeepAsync(serializer.SerializeToArray(plan));
            _board = new WorkBoard(plan, kept.State.Done);
            BeatShared();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            _log.StateNotKept(Id, NodeFaults.Describe(fault));
        }
    }

    private async Task<WorkPlan?> DivideAsync(string node)
    {
        try
        {
            return await GrainFactory.GetGrain<INodeGrain>(node).PlanAsync(Status.Request);
        }
        catch (Exception fault) when (NodeFaults.CauseOf(fault) is { } cause)
        {
            Miss(node, $"it {cause}");
            return null;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Take(node, new PartStatus { Phase = PartPhase.Unknown, Cause = NodeFaults.Describe(fault) });
            return null;
        }
    }

    /// <summary>Has the report made, by the node that has begun to or by another.</summary>
    private async Task ReportAsync()
    {
        var able = Status.Nodes.Where(node => node.Part.Phase != PartPhase.Unknown);
        var reporter = Status.Reporter ?? able.OrderBy(node => node.AbsentSince is not null).FirstOrDefault()?.Node;
        if (reporter is null) return;
        if (Status.Reporter is null) ChooseReporter(reporter);

        try
        {
            var part = await GrainFactory.GetGrain<INodeGrain>(reporter).ReportAsync(Status);
            if (part.Phase == PartPhase.Answered) await FinishAsync(part.Exit ?? 0);
            else if (part.Phase == PartPhase.Unknown) PassOn(reporter, part.Cause ?? "it has made no report");
        }
        catch (Exception fault) when (NodeFaults.CauseOf(fault) is { } cause)
        {
            Miss(reporter, $"it {cause}");
            if (Status.Nodes.First(node => node.Node == reporter).Part.Phase == PartPhase.Unknown) PassOn(reporter, $"it {cause}");
            // Any other can make it as well, so nobody waits for this one.
            else if (fault is NodeAbsentException) ChooseReporter(null);
        }
    }

    /// <summary>Another node is to make the report.</summary>
    private void PassOn(string reporter, string cause)
    {
        Change(reporter, known => known with { Part = known.Part with { Phase = PartPhase.Unknown, Cause = cause } });
        ChooseReporter(null);
    }

    private void ChooseReporter(string? node)
    {
        Status = Status with { Reporter = node };
        _isChanged = true;
    }

    private async Task FinishAsync(int exit)
    {
        foreach (var node in Status.Nodes.Where(node => node.Part.Phase != PartPhase.Unknown))
            Change(node.Node, Finished);
        End(FleetRunState.Ended, exit, failure: null);
        await WriteEndAsync();
        _log.RunEnded(Id, exit, Status.Nodes.Count(node => node.Part.Phase != PartPhase.Unknown), Status.Nodes.Count);
        await ForgetPiecesAsync();
    }

    private static RunNode Finished(RunNode node) => node.AbsentSince is null
        ? node with { Part = node.Part with { Phase = PartPhase.Answered }, IsKept = true, IsComplete = true }
        : node with { Part = node.Part with { Phase = PartPhase.Unknown, Cause = "it is not there" } };

    private async Task ForgetPiecesAsync()
    {
        if (Status.Request.Kind != FleetRunKind.Shared) return;
        var keeper = GrainFactory.GetGrain<IAnswerGrain>($"{Id}/{PlanKey}");
        if (await keeper.ReadAsync() is not { } bytes) return;
        var count = serializer.Deserialize<WorkPlan>(bytes)?.Items.Count ?? 0;
        foreach (var some in Enumerable.Range(0, count).Chunk(ForgottenAtOnce))
            await Task.WhenAll(some.Select(at => GrainFactory.GetGrain<IAnswerGrain>($"{Id}/{at}").ForgetAsync()));
        await keeper.ForgetAsync();
    }
}
