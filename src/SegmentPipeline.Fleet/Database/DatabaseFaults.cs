using System.Net.Sockets;
using Npgsql;

namespace SegmentPipeline.Fleet;

/// <summary>What goes wrong with a database, in words.</summary>
internal static class DatabaseFaults
{
    /// <summary>What the database or the way to it has said; null if a fault is of another kind, such as a defect.</summary>
    /// <param name="fault">The fault.</param>
    internal static string? CauseOf(Exception fault) => fault switch
    {
        PostgresException refused => refused.MessageText.TrimEnd('.'),
        NpgsqlException { InnerException: TimeoutException } or TimeoutException => "it does not answer in time",
        NpgsqlException { InnerException: { } inner } => inner.Message.TrimEnd('.'),
        NpgsqlException => fault.Message.TrimEnd('.'),
        SocketException => fault.Message.TrimEnd('.'),
        _ => null,
    };

    /// <summary>Whether it may be otherwise in a moment, without anybody changing a configuration.</summary>
    /// <param name="fault">The fault.</param>
    internal static bool IsPassing(Exception fault) => fault switch
    {
        PostgresException { SqlState: { } state } =>
            state is PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown
                or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        NpgsqlException or SocketException or TimeoutException => true,
        _ => false,
    };
}
