using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Fleet;

/// <summary>The tables that a fleet needs in its database.</summary>
public static class FleetSchema
{
    /// <summary>The SQL that makes them, or brings older ones up to date, in one transaction. It may be run again, and by several at once;
    /// it refuses, and changes nothing, where a newer version has made the tables, or another program.</summary>
    public static string Script { get; } = SchemaScript.Compose(SchemaScript.Migrations);

    /// <summary>Runs <see cref="Script"/> in the database that a configuration names.</summary>
    /// <param name="fleet">The configuration; it has a database.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="FleetException">The database cannot be reached, or refuses.</exception>
    public static async Task ApplyAsync(FleetOptions fleet, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fleet);
        var database = FleetDatabase.Open(fleet);
        await using (database.ConfigureAwait(false)) await database.ApplyAsync(Script, cancellationToken).ConfigureAwait(false);
    }
}
