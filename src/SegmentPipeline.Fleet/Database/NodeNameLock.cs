using Microsoft.Extensions.Logging;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Fleet;

/// <summary>The right to a node's name in its fleet, held in the database for the life of the process. Of two processes with one name the
/// second is refused.</summary>
/// <remarks>While the database is away the name is not held, and is taken again when it is back. If somebody else has it then, this process
/// must stop: <see cref="Lost"/>.</remarks>
internal sealed class NodeNameLock : IAsyncDisposable
{
    private static readonly TimeSpan BetweenBeats = TimeSpan.FromSeconds(5);

    /// <summary>A holder that has said nothing for so long may be gone, with its machine; the server is given time to notice.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    private readonly FleetDatabase _database;
    private readonly string _fleet;
    private readonly string _node;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly string _process = $"pipeline-{Guid.NewGuid():N}";
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource<FleetException> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private NodeSession? _session;
    private Task _watch = Task.CompletedTask;

    private NodeNameLock(FleetDatabase database, FleetOptions fleet, TimeProvider clock, ILogger log) =>
        (_database, _fleet, _node, _clock, _log) = (database, fleet.Cluster, fleet.Node!, clock, log);

    /// <summary>Ends when somebody else has taken the name, with what to say; never otherwise.</summary>
    internal Task<FleetException> Lost => _lost.Task;

    /// <summary>Takes the name. The database must be there.</summary>
    /// <param name="database">The database.</param>
    /// <param name="fleet">Names fleet and node.</param>
    /// <param name="clock">Counts the time between two looks.</param>
    /// <param name="log">Is told when the name is not held for now, when it is again, and when it is lost.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="FleetException">Another process has it.</exception>
    internal static async Task<NodeNameLock> TakeAsync(
        FleetDatabase database,
        FleetOptions fleet,
        TimeProvider clock,
        ILogger log,
        CancellationToken cancellationToken)
    {
        var taken = new NodeNameLock(database, fleet, clock, log);
        try
        {
            await taken.HoldAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (DatabaseFaults.CauseOf(cause) is { } sentence)
        {
            await taken.DisposeAsync().ConfigureAwait(false);
            throw new FleetException($"the name of node {fleet.Node} cannot be held in {database.Where}: {sentence}", cause);
        }
        catch
        {
            await taken.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        taken._watch = taken.WatchAsync();
        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _watch.ConfigureAwait(false);
        await LetGoAsync().ConfigureAwait(false);
        _end.Dispose();
    }

    /// <summary>Opens a session and takes the name in it.</summary>
    /// <exception cref="FleetException">Another process has it.</exception>
    private async Task HoldAsync(CancellationToken cancellationToken)
    {
        _session = await NodeSession.OpenAsync(_database, _fleet, _node, _process, cancellationToken).ConfigureAwait(false);
        var begun = _clock.GetTimestamp();
        while (await _session.TryHoldAsync(cancellationToken).ConfigureAwait(false) is { } holder)
        {
            var mayEnd = holder.Backend == 0 || holder.Process == _process || holder.Silence >= LongestSilence;
            if (!mayEnd || _clock.GetElapsedTime(begun) >= LongestWait) throw Refusal(holder);
            await Task.Delay(BetweenTries, _clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private FleetException Refusal(NodeHolder holder) => new(
        $"another process is node {_node} of the fleet {_fleet}, from {holder.Address} since {holder.Since}; stop it, or give this host another name");

    /// <summary>Looks after the session until the end, and takes the name again when the session was lost.</summary>
    private async Task WatchAsync()
    {
        try
        {
            for (var isHeld = true; ;)
            {
                await Task.Delay(BetweenBeats, _clock, _end.Token).ConfigureAwait(false);
                isHeld = await LookAsync(isHeld).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The process ends, and lets the name go.
        }
        catch (FleetException cause)
        {
            _log.NameLost(cause.Message);
            _lost.TrySetResult(cause);
        }
    }

    /// <summary>Whether the name is held after one look.</summary>
    private async Task<bool> LookAsync(bool isHeld)
    {
        try
        {
            if (isHeld)
            {
                await _session!.BeatAsync(_end.Token).ConfigureAwait(false);
                return true;
            }

            await HoldAsync(_end.Token).ConfigureAwait(false);
            _log.NameHeld(_node, _database.Where);
            return true;
        }
        catch (Exception cause) when (cause is not FleetException && !_end.IsCancellationRequested)
        {
            // Whatever it is, the name is not held, and is taken again.
            if (isHeld) _log.NameNotHeld(_node, _database.Where, DatabaseFaults.CauseOf(cause) ?? cause.Message);
            await LetGoAsync().ConfigureAwait(false);
            return false;
        }
    }

    private async ValueTask LetGoAsync()
    {
        if (_session is { } session) await session.DisposeAsync().ConfigureAwait(false);
        _session = null;
    }
}
