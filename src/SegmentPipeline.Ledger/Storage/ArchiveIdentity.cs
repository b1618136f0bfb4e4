namespace SegmentPipeline.Ledger.Storage;

/// <summary>Which archive a ledger is of: its root directory, which may have moved, and where that lay last.</summary>
/// <param name="Path">Absolute path of the root.</param>
/// <param name="Directory">The directory itself; null if it is not there or there is no telling.</param>
internal sealed record ArchiveIdentity(string Path, FileIdentity? Directory)
{
    /// <summary>The same directory under whatever name; or under the same name on a device whose number differs, as after a restart. Where
    /// there is no telling, the same name.</summary>
    internal bool IsSameAs(ArchiveIdentity other)
    {
        if (Directory is not { } mine || other.Directory is not { } its) return Path == other.Path;
        return mine.Inode == its.Inode && (mine.Device == its.Device || Path == other.Path);
    }

    /// <summary>The archive of a ledger; null if it has had no run yet.</summary>
    internal static ArchiveIdentity? Read(LedgerDatabase database)
    {
        foreach (var row in database.Sql("SELECT path, device, inode FROM archive").Rows())
        {
            FileIdentity? directory = row.IsDBNull(1) ? null : new FileIdentity(unchecked((ulong)row.GetInt64(1)), unchecked((ulong)row.GetInt64(2)));
            return new ArchiveIdentity(row.GetString(0), directory);
        }

        return null;
    }

    /// <summary>Notes it, unless that is how it stands already.</summary>
    internal void Record(LedgerDatabase database)
    {
        if (Read(database) == this) return;
        database.InTransaction(() => database.Sql("INSERT OR REPLACE INTO archive VALUES (1, $1, $2, $3)").Run(
            Path,
            Directory is { } directory ? unchecked((long)directory.Device) : null,
            Directory is { } same ? unchecked((long)same.Inode) : null));
    }
}
