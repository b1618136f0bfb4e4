using System.Globalization;

namespace SegmentPipeline.Ledger;

/// <summary>The file of a ledger: found to be one, and this archive's, before a byte of it is changed; made if it is not there; put aside
/// if it is to be made anew.</summary>
internal sealed class LedgerFile(string path, IReadOnlyList<string> migrations)
{
    private const string Journal = "-journal";

    private static readonly string[] Parts = ["", "-wal", "-shm", Journal];

    /// <summary>The absolute path of the file itself, whatever links lead to it: SQLite has its log there, and the lock is there for all of
    /// its names.</summary>
    /// <exception cref="LedgerException">The links lead in a circle.</exception>
    internal static string Behind(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            return new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw LedgerFaults.Unusable(full, "the links that it stands for lead nowhere", cause);
        }
    }

    /// <summary>Refuses a directory, pipe, socket or device, before any is opened, moved, or has a lock put beside it.</summary>
    /// <exception cref="LedgerException">It is one of these.</exception>
    internal void RefuseOtherThanFile()
    {
        if (Directory.Exists(path)) throw LedgerFaults.Unusable(path, "it is a directory");
        if (FileIdentity.IsSpecial(path)) throw LedgerFaults.Unusable(path, "it is a pipe, socket or device");
    }

    /// <summary>Opens it for the audits of an archive. The caller holds its lock.</summary>
    /// <param name="root">Absolute path of the archive.</param>
    /// <param name="isSame">Whether whoever asks says that it is the archive of the ledger.</param>
    /// <exception cref="LedgerException">It cannot be used; it is untouched.</exception>
    internal OpenedLedger OpenFor(string root, bool isSame)
    {
        try
        {
            var header = LedgerHeader.Read(path);
            header.Check(path, migrations.Count);
            var archive = new ArchiveIdentity(root, FileIdentity.AtPath(root));
            var note = header.IsEmpty || isSame ? null : CheckArchive(archive);
            return new OpenedLedger(Open(header), archive, note);
        }
        catch (Exception cause) when (LedgerFaults.IsAboutTheFile(cause))
        {
            throw LedgerFaults.ExceptionFor(path, cause);
        }
    }

    /// <summary>Finds out whether it could be opened for the audits of an archive. Changes nothing, takes no lock, and does not ask who
    /// holds it.</summary>
    /// <exception cref="LedgerException">It could not.</exception>
    internal void EnsureUsableFor(string root)
    {
        RefuseOtherThanFile();
        try
        {
            var header = LedgerHeader.Read(path);
            header.Check(path, migrations.Count);
            if (
                (
                    WriteAccess.ObstacleTo(path)
                    ?? WriteAccess.ObstacleTo(path + ".lock")
                    ?? WriteAccess.ObstacleToNewFiles(Path.GetDirectoryName(path)!)
                ) is
                { } obstacle)
                throw LedgerFaults.Unusable(path, obstacle);
            if (!header.IsEmpty) CheckArchive(new ArchiveIdentity(root, FileIdentity.AtPath(root)));
        }
        catch (Exception cause) when (LedgerFaults.IsAboutTheFile(cause))
        {
            throw LedgerFaults.ExceptionFor(path, cause);
        }
    }

    /// <summary>Whether there is a ledger, and not one that is just being made, or of which the making has broken off: a journal stands
    /// beside it only until it has its log.</summary>
    /// <exception cref="LedgerException">It cannot be read.</exception>
    internal bool IsMade()
    {
        if (!File.Exists(path)) return false;
        RefuseOtherThanFile();
        try
        {
            // In this order: what is made between both questions is made.
            return !LedgerHeader.Read(path).IsEmpty && !File.Exists(path + Journal);
        }
        catch (Exception cause) when (LedgerFaults.IsAboutTheFile(cause))
        {
            throw LedgerFaults.ExceptionFor(path, cause);
        }
    }

    /// <summary>Opens it to be read only.</summary>
    /// <exception cref="LedgerException">It cannot be read.</exception>
    internal LedgerDatabase OpenForReading()
    {
        RefuseOtherThanFile();
        try
        {
            var header = LedgerHeader.Read(path);
            header.Check(path, migrations.Count);
            if (header.IsEmpty)
                throw LedgerFaults.Unusable(
                    path,
                    $"{(File.Exists(path) ? "it is empty" : "there is no such file")}; AuditLedger.AuditAsync makes one");
            if (header.Version < migrations.Count)
                throw LedgerFaults.Unusable(path, "an older version of this program wrote it; the next audit brings it up to date");
            return OpenReader();
        }
        catch (Exception cause) when (LedgerFaults.IsAboutTheFile(cause))
        {
            throw LedgerFaults.ExceptionFor(path, cause);
        }
    }

    /// <summary>Gives what is there the name <c>FILE.TIME.old</c>, its log included.</summary>
    internal void PutAside(TimeProvider clock)
    {
        try
        {
            if (!Parts.Any(part => File.Exists(path + part))) return;
            var time = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
            var aside = $"{path}.{time}.old";
            for (var i = 2; Parts.Any(part => File.Exists(aside + part)); i++)
                aside = $"{path}.{time}-{i.ToString(CultureInfo.InvariantCulture)}.old";
            foreach (var part in Parts.Where(part => File.Exists(path + part))) File.Move(path + part, aside + part);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw LedgerFaults.Unusable(path, $"the old file cannot be kept aside: {cause.Message.TrimEnd('.')}", cause);
        }
    }

    private LedgerDatabase Open(LedgerHeader header)
    {
        var database = LedgerDatabase.OpenForWriting(path);
        try
        {
            LedgerSchema.Migrate(database, header.Version, migrations);

            // Only now: in a log the header above could not be read without SQLite.
            database.Sql("PRAGMA journal_mode = WAL").Run();
            if (header.Version < migrations.Count) database.Script("PRAGMA wal_checkpoint(TRUNCATE)");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private string? CheckArchive(ArchiveIdentity archive)
    {
        using var reader = OpenReader();
        return new ArchiveRecognition(reader, archive).Check();
    }

    private LedgerDatabase OpenReader()
    {
        var log = new FileInfo(path + "-wal");
        return LedgerDatabase.OpenForReading(path, isAlone: !log.Exists || log.Length == 0);
    }
}

/// <summary>A ledger that is open for audits.</summary>
/// <param name="Database">The file.</param>
/// <param name="Archive">The archive as it is now. Nothing of it is written before it has been read.</param>
/// <param name="Note">What is to be told of the archive, or null.</param>
internal readonly record struct OpenedLedger(LedgerDatabase Database, ArchiveIdentity Archive, string? Note);
