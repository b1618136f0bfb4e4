using Microsoft.Data.Sqlite;

namespace SegmentPipeline.Ledger;

/// <summary>Moves what has been written from a ledger's log into its file while an audit goes on. A checkpoint waits for the disk; done by
/// whoever writes, it would make the audit wait for it too. By a connection and a thread of their own, one at a time.</summary>
/// <remarks>None is needed for what is promised: whoever writes next, or closes the file, does what was not done here, and meets what went
/// wrong.</remarks>
internal sealed class LogCheckpoints(string path, FileIdentity? file)
{
    private const long EveryBytes = 16 * 1024 * 1024;

    private Task _moving = Task.CompletedTask;
    private long _bytes;

    /// <summary>Says that so many bytes more stand in the log. One thread at a time.</summary>
    internal void NoteWritten(long bytes)
    {
        _bytes += bytes;
        if (_bytes < EveryBytes || !_moving.IsCompleted) return;
        _bytes = 0;
        _moving = Task.Factory.StartNew(Move, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Waits until nothing is being moved.</summary>
    internal void Settle() => _moving.Wait();

    private void Move()
    {
        // Beside another file that has taken its place the log means nothing.
        if (file is null || FileIdentity.AtPath(path) != file) return;
        try
        {
            using var database = LedgerDatabase.OpenForCheckpoints(path);
            database.Script("PRAGMA wal_checkpoint(PASSIVE)");
        }
        catch (SqliteException)
        {
            // The log is as good as the file.
        }
    }
}
