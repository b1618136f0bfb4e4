using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Fleet;

/// <summary>Does what runs of the fleet ask of this node: one after the other, each once, outside of the turns of grains. It goes on
/// whether the fleet is there or not.</summary>
internal sealed class NodeWork : IDisposable
{
    private const string CutOff = "it was cut off while it worked";

    private static readonly TimeSpan BetweenTellings = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, NodePart> _parts = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly ServeOptions _options;
    private readonly FleetOptions _fleet;
    private readonly AnswerFiles _files;
    private readonly NodeAudit _audit;
    private readonly NodeVerification _verification;
    private readonly SharedWork _shared;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly CancellationToken _stopping;

    /// <param name="options">The archives.</param>
    /// <param name="files">Where answers are kept.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="log">The log.</param>
    /// <param name="lifetime">Says when the host stops.</param>
    internal NodeWork(ServeOptions options, AnswerFiles files, TimeProvider clock, ILogger log, IHostApplicationLifetime lifetime)
    {
        _options = options;
        _fleet = options.Fleet!;
        _files = files;
        _audit = new NodeAudit(files, clock);
        _verification = new NodeVerification(files, clock);
        _shared = new SharedWork(files, clock);
        _clock = clock;
        _log = log;
        _stopping = lifetime.ApplicationStopping;
    }

    /// <summary>Is called when a part has come further, with its run; says whether that has been heard.</summary>
    internal Func<string, PartStatus, Task<bool>>? Told { get; set; }

    /// <summary>Gives the grains of the fleet, as long as this node is part of it.</summary>
    internal Func<IGrainFactory>? Grains { get; set; }

    /// <summary>Where other nodes reach this one; known once the host listens.</summary>
    internal string Http { get; set; } = "";

    /// <summary>The answers.</summary>
    internal AnswerFiles Files => _files;

    internal static string Version { get; } =
        typeof(NodeWork).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    internal NodeCard Describe() => new()
    {
        Node = _fleet.Node!,
        Http = Http,
        Archives = [.. _options.Archives.Select(archive => archive.Name!)],
        Shared = [.. _options.Archives.Where(archive => archive.IsShared).Select(archive => archive.Name!)],
        Version = Version,
        Now = _clock.GetUtcNow(),
    };

    /// <summary>Begins the part of a run, unless it was begun before.</summary>
    internal PartStatus Begin(string run, FleetRunRequest request)
    {
        if (_parts.TryGetValue(run, out var known)) return known.Status;
        if (ArchiveOf(request.Archive) is not { } archive) return Unknown($"it has no archive {request.Archive}");
        var settle = archive.Audit.ToAuditRequest(_clock).Settle;
        var status = new PartStatus { Phase = PartPhase.Running, Archive = archive.Name, Settle = settle };
        if (request.Kind == FleetRunKind.Shared) return Begin(run, status, part => ReadAsync(run, request, archive, part));
        if (_files.HasAnswer(run)) return status with { Phase = PartPhase.Answered };
        if (_files.WasBegun(run)) return Unknown(CutOff);
        return Begin(run, status, part => AuditAsync(run, request, archive, part));
    }

    /// <summary>Makes the report of a shared archive, unless that was begun; waits a while for its end.</summary>
    internal async Task<PartStatus> ReportAsync(FleetRunStatus run)
    {
        var key = $"report of {run.Id}";
        var status = BeginReport(key, run);
        if (!_parts.TryGetValue(key, out var part)) return status;
        await Task.WhenAny(part.Ended, Task.Delay(LongestWait, _clock, _stopping)).ConfigureAwait(false);
        return part.Status;
    }

    private PartStatus BeginReport(string key, FleetRunStatus run)
    {
        if (_parts.TryGetValue(key, out var known)) return known.Status;
        if (ArchiveOf(run.Request.Archive) is not { } archive) return Unknown($"it has no archive {run.Request.Archive}");
        var status = new PartStatus { Phase = PartPhase.Running, Archive = archive.Name };
        return Begin(key, status, part => ReportAsync(run, archive, part), isTold: false);
    }

    /// <summary>Divides a shared archive into pieces of work.</summary>
    internal Task<WorkPlan> PlanAsync(FleetRunRequest request) => ArchiveOf(request.Archive) is { } archive
        ? Task.Run(() => SharedWork.PlanAsync(request, archive, _stopping))
        : Task.FromResult(new WorkPlan { Items = [] });

    /// <summary>Stops the part of a run.</summary>
    internal void Stop(string run)
    {
        if (_parts.TryGetValue(run, out var part)) part.Stop();
    }

    public void Dispose() => _turn.Dispose();

    private static PartStatus Unknown(string cause) => new() { Phase = PartPhase.Unknown, Cause = cause };

    /// <summary>The archive that is meant: the named one, or the one with which this node takes part.</summary>
    private ScheduledArchive? ArchiveOf(string? name)
    {
        name ??= _fleet.Archive;
        return name is null
            ? _options.Archives.FirstOrDefault(archive => archive.IsDefault) ?? _options.Archives[0]
            : _options.Archives.FirstOrDefault(archive => archive.Name == name);
    }

    private PartStatus Begin(string key, PartStatus status, Func<NodePart, Task<int?>> work, bool isTold = true)
    {
        var part = new NodePart(status, _stopping);
        if (!_parts.TryAdd(key, part)) return _parts[key].Status;
        _ = Task.Run(() => WorkAsync(key, part, work, isTold), CancellationToken.None);
        return part.Status;
    }

    private async Task<int?> AuditAsync(string run, FleetRunRequest request, ScheduledArchive archive, NodePart part)
    {
        if (!_files.TryBegin(run)) throw new AuditFailedException(CutOff);
        var work = request.Kind == FleetRunKind.Verify
            ? _verification.RunAsync(run, request, archive, part)
            : _audit.RunAsync(run, request, archive, part);
        await work.ConfigureAwait(false);
        return null;
    }

    private async Task<int?> ReadAsync(string run, FleetRunRequest request, ScheduledArchive archive, NodePart part)
    {
        await _shared.ReadAsync(request, archive, part, () => Grains!().GetGrain<IFleetRunGrain>(run), _fleet.Node!).ConfigureAwait(false);
        return null;
    }

    private async Task<int?> ReportAsync(FleetRunStatus run, ScheduledArchive archive, NodePart part)
    {
        _ = _files.TryBegin(run.Id);
        var plan = await Grains!().GetGrain<IFleetRunGrain>(run.Id).GetPlanAsync().ConfigureAwait(false);
        var outcome = await _shared
            .ReportAsync(run, archive, part, device => new ToldHours(plan, at => Grains!().GetGrain<IAnswerGrain>($"{run.Id}/{at}").ReadAsync(), device))
            .ConfigureAwait(false);
        return AuditOutcomes.RowOf(outcome).Number;
    }

    private async Task WorkAsync(string key, NodePart part, Func<NodePart, Task<int?>> work, bool isTold)
    {
        var telling = isTold ? TellAsync(key, part) : Task.CompletedTask;
        try
        {
            await _turn.WaitAsync(part.Stopped).ConfigureAwait(false);
            try
            {
                _log.PartBegins(key);
                part.End(await work(part).ConfigureAwait(false));
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (OperationCanceledException) when (part.Stopped.IsCancellationRequested)
        {
            part.Fail("it was stopped");
        }
        catch (Exception cause)
            when (cause is AuditFailedException or IOException or UnauthorizedAccessException or PlatformNotSupportedException
                or FleetUnavailableException)
        {
            part.Fail(VisibleText.MakeVisible(cause.Message));
            _log.PartFailed(key, part.Status.Cause!);
        }
        catch (Exception defect) when (defect is not OutOfMemoryException)
        {
            part.Fail($"internal error: {defect.GetType().Name}: {VisibleText.MakeVisible(defect.Message)}");
            _log.PartBroke(key, defect);
        }

        await telling.ConfigureAwait(false);
        Forget();
    }

    /// <summary>Tells the run every few seconds how far the part is, until it has heard of the end. Whoever looked after the run may have
    /// died meanwhile: telling somebody brings it to life elsewhere.</summary>
    private async Task TellAsync(string run, NodePart part)
    {
        try
        {
            while (true)
            {
                var status = part.Status;
                var isHeard = Told is { } told && await told(run, status).ConfigureAwait(false);
                if (isHeard && status.Phase != PartPhase.Running) return;
                var pause = status.Phase == PartPhase.Running ? BetweenTellings : BetweenTries;
                var waiting = Task.Delay(pause, _clock, _stopping);
                await (part.HasEnded ? waiting : await Task.WhenAny(waiting, part.Ended).ConfigureAwait(false)).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Nobody can be told any more.
        }
    }

    /// <summary>What has ended is known from the disk.</summary>
    private void Forget()
    {
        if (_parts.Count <= AnswerFiles.MostRuns) return;
        foreach (var (run, part) in _parts)
        {
            if (part.HasEnded && _parts.TryRemove(run, out var gone)) gone.Dispose();
        }
    }
}
