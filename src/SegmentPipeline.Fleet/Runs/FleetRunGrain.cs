using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Serialization;
using Orleans.Storage;

namespace SegmentPipeline.Fleet;

/// <summary>Looks after one run: asks the nodes, brings in their answers, comes to a verdict. All that it knows is in its kept state, so
/// another silo can go on with it; the work itself is done elsewhere.</summary>
[Reentrant]
internal sealed partial class FleetRunGrain(
    [PersistentState("run", FleetStorage.Name)] IPersistentState<KeptRun> kept,
    AnswerFetcher fetcher,
    FleetVerdicts verdicts,
    FleetSilo silo,
    Serializer serializer,
    ILoggerFactory logs) : Grain, IFleetRunGrain, IDisposable
{
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(1);

    /// <summary>How long a node may be away before nothing is expected of it: it may just be starting anew.</summary>
    private static readonly TimeSpan LongestAbsence = TimeSpan.FromSeconds(10);

    private readonly ILogger _log = logs.CreateLogger(Log.Category);
    private readonly Dictionary<string, Task> _asked = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _over = new();
    private IGrainTimer? _timer;
    private bool _isChanged;
    private Task _beginning = Task.CompletedTask;
    private Task _writing = Task.CompletedTask;
    private FleetRunStatus? _beforeEnd;

    private string Id => this.GetPrimaryKeyString();

    private FleetRunStatus Status
    {
        get => kept.State.Status;
        set => kept.State.Status = value;
    }

    private bool IsBeginning => !_beginning.IsCompleted;

    /// <summary>What others are told. Its beginning and its end are told once they are kept: if this silo died before, the run would not be
    /// there, or not be over, after all.</summary>
    private FleetRunStatus Told => IsBeginning ? new FleetRunStatus() : _beforeEnd ?? Status;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        GoOn();
        return Task.CompletedTask;
    }

    /// <summary>Nothing goes on here for a run that is over, or that another silo looks after from now on.</summary>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _over.CancelAsync();

    public void Dispose() => _over.Dispose();

    public async Task<FleetRunStatus> BeginAsync(FleetRunRequest request)
    {
        if (Status.State == FleetRunState.None && !IsBeginning) _beginning = BeginOnceAsync(request);
        await _beginning;
        return Told;
    }

    public Task<FleetRunStatus> GetStatusAsync() => Task.FromResult(Told);

    public Task HearAsync(string node, PartStatus part)
    {
        if (Status.State != FleetRunState.Running) return Task.CompletedTask;
        _board?.Hear(node, silo.Now);
        Take(node, part);
        return part.Phase == PartPhase.Running ? Task.CompletedTask : BeatAsync();
    }

    public async Task<FleetRunStatus> StopAsync()
    {
        // Two writings at once would be refused, and a run that cannot be kept is none.
        await _beginning.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var isRunning = Status.State == FleetRunState.Running;
        if (isRunning) End(FleetRunState.Stopped, exit: null, failure: null);
        // Also of a run that is over: a node may have been cut off from it, and work on.
        await Task.WhenAll(Status.Nodes.Select(node => TellToStopAsync(node.Node)));
        if (isRunning) await WriteEndAsync();
        return Told;
    }

    public async Task ForgetAsync()
    {
        _timer?.Dispose();
        await ForgetPiecesAsync();
        foreach (var node in Status.Nodes) await GrainFactory.GetGrain<IAnswerGrain>($"{Id}/{node.Node}").ForgetAsync();
        await kept.ClearStateAsync();
        DeactivateOnIdle();
    }

    /// <summary>Begins it. Whoever asks for it meanwhile waits, too.</summary>
    private async Task BeginOnceAsync(FleetRunRequest request)
    {
        var names = await silo.ChooseNodesAsync(request);
        Status = new FleetRunStatus
        {
            Id = Id,
            State = FleetRunState.Running,
            Request = request,
            Started = silo.Now,
            Nodes = [.. names.Select(name => new RunNode { Node = name })],
        };
        try
        {
            // What is noted and not kept is passed over; what were kept and not noted would never be forgotten.
            await GrainFactory.GetGrain<IFleetGrain>(0).NoteRunAsync(Id);
            await kept.WriteStateAsync();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Status = new FleetRunStatus();
            DeactivateOnIdle();
            // Whoever asked asks again while the fleet misses one of its silos.
            if (NodeFaults.IsOfASilo(fault)) throw;
            throw new FleetUnavailableException($"the run cannot be kept: {NodeFaults.Describe(fault)}");
        }

        GoOn();
        await BeatAsync();
    }

    private void GoOn()
    {
        if (Status.State != FleetRunState.Running || _timer is not null) return;
        _timer = this.RegisterGrainTimer(BeatAsync, new GrainTimerCreationOptions(Pulse, Pulse) { Interleave = true, KeepAlive = true });
    }

    /// <summary>Does whatever can be done now. Called again and again; nothing is done twice.</summary>
    private async Task BeatAsync()
    {
        if (Status.State == FleetRunState.Running)
        {
            if (silo.Now - Status.Started > Status.Request.Deadline) GiveUp();
            if (Status.Request.Kind == FleetRunKind.Shared) BeatShared();
            else BeatCopies();
        }

        if (_isChanged) await WriteAsync();
    }

    private void AskAll()
    {
        foreach (var node in Status.Nodes.Where(node => node.Part.Phase is PartPhase.Asked or PartPhase.Running)) Ask(node.Node);
    }

    /// <summary>Asks a node, or how it goes, unless that is being done.</summary>
    private void Ask(string node)
    {
        if (_asked.TryGetValue(node, out var asking) && !asking.IsCompleted) return;
        _asked[node] = AskAsync(node);
    }

    private async Task AskAsync(string node)
    {
        try
        {
            Take(node, await GrainFactory.GetGrain<INodeGrain>(node).BeginAsync(Id, Status.Request));
        }
        catch (Exception fault) when (NodeFaults.CauseOf(fault) is { } cause)
        {
            if (fault is NodeAbsentException) _board?.Release(node);
            Miss(node, $"it {cause}");
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Take(node, new PartStatus { Phase = PartPhase.Unknown, Cause = $"it fails: {NodeFaults.Describe(fault)}" });
        }
    }

    /// <summary>A node is away; after a while nothing is expected of it.</summary>
    private void Miss(string node, string cause) => Change(node, known =>
    {
        var since = known.AbsentSince ?? silo.Now;
        var missed = known with { AbsentSince = since };
        return silo.Now - since < LongestAbsence
            ? missed
            : missed with { Part = known.Part with { Phase = PartPhase.Unknown, Cause = cause } };
    });

    private void Take(string node, PartStatus part) => Change(node, known => known.IsSettled || known.Part.Phase == PartPhase.Answered
        ? known
        : known with { Part = part, AbsentSince = null });

    private void GiveUp()
    {
        var late = Status.Nodes.Where(node => !node.IsSettled).Select(node => node.Node).ToList();
        // What nobody waits for would keep the node from the next run.
        foreach (var node in late) _ = TellToStopAsync(node);
        foreach (var node in late)
            Change(node, known => known with { Part = known.Part with { Phase = PartPhase.Unknown, Cause = "it has not answered in time" } });
    }

    private void End(FleetRunState state, int? exit, string? failure)
    {
        _beforeEnd ??= Status;
        Status = Status with { State = state, Ended = silo.Now, Exit = exit, Failure = failure };
        _isChanged = true;
    }

    private async Task TellToStopAsync(string node)
    {
        try
        {
            await GrainFactory.GetGrain<INodeGrain>(node).StopAsync(Id);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // It is not there, or works no more.
        }
    }

    private void Change(string node, Func<RunNode, RunNode> change)
    {
        // What comes when this silo has let go of the run is not known to whoever looks after it now.
        if (_over.IsCancellationRequested) return;
        var nodes = Status.Nodes.ToList();
        var at = nodes.FindIndex(known => known.Node == node);
        if (at < 0) return;
        var changed = change(nodes[at]);
        // How far a node is need not outlive this silo.
        _isChanged |= changed.IsSettled != nodes[at].IsSettled || changed.Part.Phase != nodes[at].Part.Phase;
        nodes[at] = changed;
        Status = Status with { Nodes = nodes };
    }

    /// <summary>Keeps what has changed; if that fails, the next beat tries again.</summary>
    private Task WriteAsync()
    {
        if (!_writing.IsCompleted || _over.IsCancellationRequested) return Task.CompletedTask;
        return _writing = WriteChangesAsync();
    }

    /// <summary>Keeps that the run is over, also if something else is being kept just now.</summary>
    private async Task WriteEndAsync()
    {
        await WriteAsync();
        await _writing;
    }

    private async Task WriteChangesAsync()
    {
        try
        {
            while (_isChanged)
            {
                _isChanged = false;
                await kept.WriteStateAsync();
            }

            if (!Status.IsOver) return;
            _beforeEnd = null;
            Rest();
        }
        catch (InconsistentStateException)
        {
            // Another silo looks after it.
            Rest();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            _isChanged = true;
            _log.StateNotKept(Id, NodeFaults.Describe(fault));
        }
    }

    private void Rest()
    {
        _timer?.Dispose();
        _timer = null;
        DeactivateOnIdle();
    }
}
