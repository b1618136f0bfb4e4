using Microsoft.Extensions.Logging.Abstractions;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Fleet;

/// <summary>What a node needs before it can join its fleet. Nothing is joined or written.</summary>
public static class FleetCheck
{
    /// <summary>What there is to look at: the certificates, and whether the database answers and has the tables of this version.</summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="clock">Says whether a certificate is valid.</param>
    public static IEnumerable<HostCheck> For(FleetOptions fleet, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(fleet);
        ArgumentNullException.ThrowIfNull(clock);
        var checks = new List<HostCheck>();
        if (fleet.HasCertificates) checks.Add(Look("certificates", _ => Task.Run(() => FaultOfDoors(fleet, clock))));
        if (fleet.Database is not null || fleet.DatabaseFile is not null)
            checks.Add(Look("database", stop => Task.Run(() => FaultOfDatabaseAsync(fleet, stop), stop)));
        return checks;

        HostCheck Look(string subject, Func<CancellationToken, Task<string?>> fault) =>
            new() { Group = $"fleet {fleet.Cluster}", Subject = subject, FaultAsync = fault };
    }

    private static string? FaultOfDoors(FleetOptions fleet, TimeProvider clock)
    {
        try
        {
            FleetDoors.Open(fleet, clock, NullLogger.Instance)?.Dispose();
            return null;
        }
        catch (FleetException fault)
        {
            return fault.Message;
        }
    }

    private static async Task<string?> FaultOfDatabaseAsync(FleetOptions fleet, CancellationToken cancellationToken)
    {
        try
        {
            var database = FleetDatabase.Open(fleet);
            await using (database.ConfigureAwait(false)) await database.CheckAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (FleetException fault)
        {
            return fault.Message;
        }
        catch (Exception cause) when (!cancellationToken.IsCancellationRequested && DatabaseFaults.CauseOf(cause) is { } sentence)
        {
            return sentence;
        }
    }
}
