using Microsoft.Extensions.Logging;

namespace SegmentPipeline.Fleet;

/// <summary>Waits for a database that is away for now: a silo that starts without its database ends.</summary>
/// <param name="database">The database.</param>
/// <param name="clock">Counts the time between two tries.</param>
/// <param name="log">Is told once that it is away, and once that it is there again.</param>
internal sealed class DatabaseWait(FleetDatabase database, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <summary>Returns when the database answers and has the tables of this version.</summary>
    /// <exception cref="FleetException">It does not have them, or it will never let this program in as things are.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal async Task UntilThereAsync(CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                await database.CheckAsync(cancellationToken).ConfigureAwait(false);
                if (!isFirst) log.DatabaseBack(database.Where);
                return;
            }
            catch (Exception cause) when (DatabaseFaults.IsPassing(cause) && !cancellationToken.IsCancellationRequested)
            {
                if (isFirst) log.DatabaseAway(database.Where, DatabaseFaults.CauseOf(cause) ?? cause.Message);
            }
            catch (Exception cause) when (DatabaseFaults.CauseOf(cause) is { } sentence)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw new FleetException($"the database of the fleet, {database.Where}, does not let this node in: {sentence}", cause);
            }

            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
