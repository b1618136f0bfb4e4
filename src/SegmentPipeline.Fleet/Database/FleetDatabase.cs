using System.Globalization;
using Npgsql;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Fleet;

/// <summary>The PostgreSQL database in which a fleet keeps who is there, and what its runs have come to.</summary>
internal sealed class FleetDatabase : IAsyncDisposable
{
    /// <summary>How many connections a node has open at most, beside the one that holds its name.</summary>
    private const int MostConnections = 8;

    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 15;

    private FleetDatabase(NpgsqlConnectionStringBuilder settings)
    {
        Settings = settings;
        Where = string.Create(CultureInfo.InvariantCulture, $"{settings.Host}:{settings.Port}/{settings.Database}");
        Source = NpgsqlDataSource.Create(settings);
    }

    /// <summary>Its connections.</summary>
    internal NpgsqlDataSource Source { get; }

    /// <summary>How it is reached, with all secrets: never to be written anywhere.</summary>
    internal NpgsqlConnectionStringBuilder Settings { get; }

    /// <summary>Where it is, without secrets.</summary>
    internal string Where { get; }

    /// <summary>Reads how to reach it. Nothing is asked yet.</summary>
    /// <param name="fleet">Names it, or the file that does.</param>
    /// <exception cref="FleetException">That cannot be read.</exception>
    internal static FleetDatabase Open(FleetOptions fleet)
    {
        var text = fleet.Database ?? ReadFile(fleet.DatabaseFile);
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception cause) when (cause is ArgumentException or FormatException or InvalidCastException)
        {
            throw Unreadable(fleet, "it is not of the form Host=…;Database=…;Username=…", cause);
        }

        if (string.IsNullOrEmpty(settings.Host)) throw Unreadable(fleet, "it names no Host", null);
        settings.Database ??= settings.Username;
        if (!settings.ShouldSerialize("Maximum Pool Size")) settings.MaxPoolSize = MostConnections;
        if (!settings.ShouldSerialize("Timeout")) settings.Timeout = ConnectSeconds;
        if (!settings.ShouldSerialize("Command Timeout")) settings.CommandTimeout = CommandSeconds;
        if (!settings.ShouldSerialize("Keepalive")) settings.KeepAlive = CommandSeconds;
        if (!settings.ShouldSerialize("Application Name")) settings.ApplicationName = $"pipeline {fleet.Node}";
        return new FleetDatabase(settings);
    }

    /// <summary>Runs a script.</summary>
    /// <exception cref="FleetException">The database cannot be reached, or refuses.</exception>
    internal async Task ApplyAsync(string script, CancellationToken cancellationToken)
    {
        try
        {
            var command = Source.CreateCommand(script);
            await using (command.ConfigureAwait(false)) await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (DatabaseFaults.CauseOf(cause) is { } sentence)
        {
            throw new FleetException($"the tables of the fleet cannot be made in {Where}: {sentence}", cause);
        }
    }

    /// <summary>Removes rows of dead silos: those of more than a day ago, and beyond the newest 25 those of more than an hour ago.</summary>
    /// <param name="cluster">Name of the fleet.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="NpgsqlException">It cannot be asked.</exception>
    internal async Task ClearAwayDeadAsync(string cluster, CancellationToken cancellationToken)
    {
        const string Sql =
            """
            DELETE FROM fleet_member AS m
            USING (
                SELECT address, port, generation, row_number() OVER (ORDER BY alive DESC) AS place
                FROM fleet_member
                WHERE cluster = $1 AND status = 6) AS dead
            WHERE m.cluster = $1 AND m.status = 6
                AND m.address = dead.address AND m.port = dead.port AND m.generation = dead.generation
                AND (m.alive < now() - interval '1 day' OR (dead.place > 25 AND m.alive < now() - interval '1 hour'))
            """;
        var command = Source.CreateCommand(Sql);
        await using var _ = command.ConfigureAwait(false);
        command.Parameters.Add(new NpgsqlParameter { Value = cluster });
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks which version its tables have.</summary>
    /// <exception cref="FleetException">It has none, or those of another version than this program's.</exception>
    /// <exception cref="NpgsqlException">It cannot be asked.</exception>
    internal async Task CheckAsync(CancellationToken cancellationToken)
    {
        const string Remedy = "a node that may make tables does so when it joins";
        var expected = SchemaScript.Migrations.Count;
        int version;
        try
        {
            var command = Source.CreateCommand("SELECT coalesce(max(version), 0) FROM fleet_schema");
            await using (command.ConfigureAwait(false))
                version = (int)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        }
        catch (PostgresException cause) when (cause.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            throw new FleetException($"the database {Where} has no tables of a fleet; make them: {Remedy}", cause);
        }

        if (version < expected)
            throw new FleetException($"the database {Where} has tables of version {version}, not {expected}; bring them up to date: {Remedy}");
        if (version > expected)
            throw new FleetException($"the database {Where} has tables of version {version}, not {expected}: {SchemaScript.NewerSchema}");
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    private static string ReadFile(string? path)
    {
        if (path is null) throw new FleetException("the fleet has no database; set database or databaseFile in the section fleet");
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new FleetException($"databaseFile {path} cannot be read: {cause.Message.TrimEnd('.')}", cause);
        }
    }

    private static FleetException Unreadable(FleetOptions fleet, string why, Exception? cause) =>
        new($"{(fleet.Database is null ? $"what stands in {fleet.DatabaseFile}" : "database")} does not say how to reach PostgreSQL: {why}", cause);
}
