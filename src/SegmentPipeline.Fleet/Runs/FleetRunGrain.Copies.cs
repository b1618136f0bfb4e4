namespace SegmentPipeline.Fleet;

/// <summary>The part that looks after a run in which each node answers for itself: brings in the answers, and comes to the
/// verdict.</summary>
internal sealed partial class FleetRunGrain
{
    /// <summary>How often a verdict is tried: the database may be away for a while.</summary>
    private const int MostConclusions = 60;

    private readonly HashSet<string> _fetched = new(StringComparer.Ordinal);
    private Task? _concluding;

    private void BeatCopies()
    {
        AskAll();
        foreach (var node in Status.Nodes.Where(node => node is { Part.Phase: PartPhase.Answered, IsKept: false })) Fetch(node.Node);
        if (Status.Nodes.All(node => node.IsSettled)) Conclude();
    }

    private void Fetch(string node)
    {
        if (_fetched.Add(node)) _ = FetchAsync(node);
    }

    private async Task FetchAsync(string node)
    {
        var known = Status.Nodes.First(known => known.Node == node);
        var (answer, cause) = await fetcher.FetchAsync(Status, known, GrainFactory, Status.Request.Deadline, _over.Token);
        if (answer is not null) cause = await KeepAsync(node, answer.Packed);
        Change(node, known => Fetched(known, answer, cause));
        await BeatAsync();
    }

    private static RunNode Fetched(RunNode known, FetchedAnswer? answer, string? cause)
    {
        // What comes too late does not count: the verdict is made without it.
        if (known.IsSettled) return known;
        return cause is null
            ? known with { IsKept = true, AsOf = answer!.AsOf, IsComplete = answer.Complete }
            : known with { Part = known.Part with { Phase = PartPhase.Unknown, Cause = cause } };
    }

    /// <summary>Keeps an answer; a storage that is away for a while is waited for.</summary>
    /// <returns>Why it cannot be kept, or null.</returns>
    private async Task<string?> KeepAsync(string node, byte[] packed)
    {
        while (true)
        {
            try
            {
                await GrainFactory.GetGrain<IAnswerGrain>($"{Id}/{node}").KeepAsync(packed);
                return null;
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                _log.StateNotKept(Id, NodeFaults.Describe(fault));
                var isLate = silo.Now - Status.Started > Status.Request.Deadline;
                if (isLate || _over.IsCancellationRequested || Status.State != FleetRunState.Running)
                    return "its answer cannot be kept";
                await silo.PauseAsync();
            }
        }
    }

    private void Conclude() => _concluding ??= ConcludeAsync();

    private async Task ConcludeAsync()
    {
        for (var attempt = 1; Status.State == FleetRunState.Running; attempt++)
        {
            try
            {
                var (exit, figures) = await verdicts.ConcludeAsync(Status);
                if (Status.State != FleetRunState.Running) return;
                End(FleetRunState.Ended, exit, failure: null);
                Status = Status with { Figures = figures };
                _log.RunEnded(Id, exit, Status.Nodes.Count(node => node.IsKept), Status.Nodes.Count);
            }
            catch (Exception fault) when (attempt < MostConclusions && fault is not OutOfMemoryException)
            {
                if (attempt == 1) _log.NoVerdictYet(Id, NodeFaults.Describe(fault));
                await silo.PauseAsync();
            }
            catch (Exception defect) when (defect is not OutOfMemoryException)
            {
                _log.RunBroke(Id, defect);
                End(FleetRunState.Failed, exit: null, $"there is no verdict: {NodeFaults.Describe(defect)}");
            }
        }

        await WriteEndAsync();
    }
}
