using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace SegmentPipeline.Fleet;

/// <summary>A session of a database that holds a node's name for as long as it lasts: an advisory lock. The server ends it when the process
/// ends, and within half a minute when the machine is gone.</summary>
internal sealed class NodeSession : IAsyncDisposable
{
    private const string NoticeSoon = "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3";

    /// <summary>How long a server that does not answer is told for that the name is let go.</summary>
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(2);

    private readonly NpgsqlConnection _connection;
    private readonly string _process;
    private readonly long _key;
    private bool _isHeld;

    private NodeSession(NpgsqlConnection connection, string process, long key) =>
        (_connection, _process, _key) = (connection, process, key);

    /// <summary>Opens a session that holds nothing yet.</summary>
    /// <param name="database">The database.</param>
    /// <param name="fleet">The fleet's name.</param>
    /// <param name="node">The node's name.</param>
    /// <param name="process">What this process is called to others, and to itself when it comes again.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal static async Task<NodeSession> OpenAsync(
        FleetDatabase database,
        string fleet,
        string node,
        string process,
        CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(database.Settings.ConnectionString)
        {
            Pooling = false,
            ApplicationName = process,
            Options = $"{database.Settings.Options} {NoticeSoon}".Trim(),
        };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return new NodeSession(connection, process, KeyOf(fleet, node));
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes the name, or tells who has it. A session that this process had before, and that the server still has, is
    /// ended.</summary>
    /// <returns>Who has it; null if it is held now.</returns>
    internal async Task<NodeHolder?> TryHoldAsync(CancellationToken cancellationToken)
    {
        _isHeld = await AskAsync<bool>("SELECT pg_try_advisory_lock(@key)", cancellationToken).ConfigureAwait(false);
        if (_isHeld) return null;
        var holder = await ReadHolderAsync(cancellationToken).ConfigureAwait(false);
        if (holder.Process == _process)
            await AskAsync<bool>(
                string.Create(CultureInfo.InvariantCulture, $"SELECT pg_terminate_backend({holder.Backend})"), cancellationToken)
                .ConfigureAwait(false);
        return holder;
    }

    /// <summary>Shows the server and others that the process is there; fails if the session is not.</summary>
    internal Task BeatAsync(CancellationToken cancellationToken) => AskAsync<int>("SELECT 1", cancellationToken);

    /// <summary>Lets the name go, and ends the session. The server ends it some time after it was told to; whoever comes next, which may be
    /// this node again, must not find the name held until then.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isHeld) await LetGoAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task LetGoAsync()
    {
        using var limit = new CancellationTokenSource(LongestGoodbye);
        try
        {
            await AskAsync<bool>("SELECT pg_advisory_unlock(@key)", limit.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The session is broken, or the server away: the name is free once it notices.
        }
    }

    /// <summary>The lock's number: of all numbers of 64 bits one that belongs to this name.</summary>
    private static long KeyOf(string fleet, string node) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"pipeline node\0{fleet}\0{node}")));

    private async Task<NodeHolder> ReadHolderAsync(CancellationToken cancellationToken)
    {
        const string Holder = """
            SELECT a.pid, a.application_name, coalesce(host(a.client_addr), 'its own machine'), a.backend_start,
                extract(epoch FROM clock_timestamp() - coalesce(a.state_change, a.backend_start))::double precision
            FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
                AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND ((l.classid::bigint << 32) | l.objid::bigint) = @key
            """;
        var command = Command(Holder);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) return new NodeHolder();
                return new NodeHolder
                {
                    Backend = reader.GetInt32(0),
                    Process = reader.GetString(1),
                    Address = reader.GetString(2),
                    Since = Timestamp.FromDateTimeOffset(reader.GetFieldValue<DateTimeOffset>(3)),
                    Silence = TimeSpan.FromSeconds(Math.Clamp(reader.GetDouble(4), 0, TimeSpan.FromDays(1).TotalSeconds)),
                };
            }
        }
    }

    private async Task<T> AskAsync<T>(string sql, CancellationToken cancellationToken)
    {
        var command = Command(sql);
        await using (command.ConfigureAwait(false)) return (T)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    private NpgsqlCommand Command(string sql)
    {
        var command = new NpgsqlCommand(sql, _connection);
        command.Parameters.Add(new NpgsqlParameter("key", NpgsqlDbType.Bigint) { Value = _key });
        return command;
    }
}
