using System.Diagnostics;
using System.Globalization;
using Npgsql;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>A PostgreSQL server of the test's own, Debian's, in a temporary directory on a free port of loopback.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private static int _databases;

    private readonly string _programs;
    private readonly string _directory;
    private readonly int _port;

    private PostgresServer(string programs, string directory, int port) => (_programs, _directory, _port) = (programs, directory, port);

    private string Data => Path.Combine(_directory, "data");

    /// <summary>Starts one, or skips the tests where there is none.</summary>
    internal static async Task<PostgresServer> StartAsync()
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("the server is Debian's");
        RequiredTool.PgCtlCluster.Require();
        var setpriv = RequiredTool.Setpriv.Require();
        var programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(
                bin => File.Exists(Path.Combine(bin, "postgres"))).Max(StringComparer.Ordinal)
            : null;
        if (programs is null) Assert.Ignore(RequiredTool.PgCtlCluster.Absence);
        var directory = Directory.CreateTempSubdirectory("segment-postgres-").FullName;
        // Whoever runs the server is not whoever runs the tests.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(directory, (UnixFileMode)0b111_111_111);
        var server = new PostgresServer(programs!, directory, FreePorts.Take());
        await server.RunAsync(setpriv, "initdb", "-D", server.Data, "-U", "tests", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C");
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>How to reach a database, or the server as such. A server that lives is waited for: on a machine that tests starve it is
    /// slow, not away; one that is away refuses at once.</summary>
    internal string ConnectionTo(string database) => string.Create(
        CultureInfo.InvariantCulture,
        $"Host=127.0.0.1;Port={_port};Username=tests;Database={database};Pooling=false;Timeout=60;Command Timeout=60");

    /// <summary>Makes a database without tables.</summary>
    /// <returns>How to reach it.</returns>
    internal async Task<string> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"fleet{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync(ConnectionTo("postgres"), $"CREATE DATABASE {name}");
        return ConnectionTo(name);
    }

    /// <summary>Makes a database with the tables of a fleet.</summary>
    /// <returns>How to reach it.</returns>
    internal async Task<string> CreateFleetAsync()
    {
        var connection = await CreateDatabaseAsync();
        await FleetSchema.ApplyAsync(OptionsOf("n1", connection));
        return connection;
    }

    internal static Scheduling.FleetOptions OptionsOf(string node, string connection) => new() { Node = node, Database = connection };

    internal static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    internal static async Task<T> ReadAsync<T>(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Runs a script by <c>psql</c>, in a process of its own.</summary>
    /// <returns>What it says.</returns>
    internal Task<string> RunScriptAsync(string connectionString, string script)
    {
        var file = Path.Combine(_directory, $"{Guid.NewGuid():N}.sql");
        File.WriteAllText(file, script);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, (UnixFileMode)0b110_100_100);
        var database = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        return RunAsync(
            RequiredTool.Setpriv.Require(), "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1",
            "-p", _port.ToString(CultureInfo.InvariantCulture), "-U", "tests", "-d", database, "-f", file);
    }

    internal Task StartAgainAsync() => RunAsync(
        RequiredTool.Setpriv.Require(), "pg_ctl", "-D", Data, "-w", "-t", "60", "-l", Path.Combine(_directory, "log"), "-o",
        string.Create(
            CultureInfo.InvariantCulture,
            $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_directory} -c fsync=off -c max_connections=200"),
        "start");

    /// <summary>Ends it as a crash would.</summary>
    internal Task StopAsync() => RunAsync(RequiredTool.Setpriv.Require(), "pg_ctl", "-D", Data, "-w", "-t", "60", "-m", "immediate", "stop");

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid"))) await StopAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Runs a program of the server; root may not, so it then runs as nobody, whom every system has.</summary>
    private async Task<string> RunAsync(string setpriv, string program, params string[] arguments)
    {
        var command = Path.Combine(_programs, program);
        var start = Environment.UserName == "root"
            ? new ProcessStartInfo(setpriv, ["--reuid=65534", "--regid=65534", "--clear-groups", command, .. arguments])
            : new ProcessStartInfo(command, arguments);
        start.WorkingDirectory = _directory;
        start.RedirectStandardError = true;
        // The server would keep the pipe of standard output open.
        using var process = Process.Start(start)!;
        var error = await ReadErrorAsync(process);
        Assert.That(process.ExitCode, Is.Zero, $"{program}: {error}");
        return error;
    }

    private static async Task<string> ReadErrorAsync(Process process)
    {
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        var said = new char[16_384];
        var length = await process.StandardError.ReadAsync(said.AsMemory());
        return new string(said, 0, length);
    }
}
