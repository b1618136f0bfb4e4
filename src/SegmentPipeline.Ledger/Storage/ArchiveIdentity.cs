namespace SegmentPipeline.Ledger;

/// <summary>Where a ledger's archive lay last, and which directory that was.</summary>
/// <param name="Path">Absolute path of the root.</param>
/// <param name="Directory">The directory itself; null if it is not there or there is no telling.</param>
internal sealed record ArchiveIdentity(string Path, FileIdentity? Directory)
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The same inode under whatever name; or under the same name on a device whose number differs, as after a restart. Where
    /// there is no telling, the same name. A likeness, no proof: the roots of many file systems have the same inode.</summary>
    internal bool IsLike(ArchiveIdentity other)
    {
        if (Directory is not { } mine || other.Directory is not { } its) return Path == other.Path;
        return mine.Inode == its.Inode && (mine.Device == its.Device || Path == other.Path);
    }

    /// <summary>The same directory beyond doubt: alike, and made at the same nanosecond. A whole second is no proof: the roots of ext4 file
    /// systems are made at whole seconds, and disks are formatted side by side.</summary>
    internal bool IsSameAs(ArchiveIdentity other) =>
        IsLike(other)
        && Directory is { BornNanoseconds: { } mine }
        && other.Directory is { BornNanoseconds: { } its }
        && mine == its
        && mine % NanosecondsPerSecond != 0;

    /// <summary>The archive of a ledger; null if none of its audits has read one yet.</summary>
    internal static ArchiveIdentity? Read(LedgerDatabase database)
    {
        foreach (var row in database.Sql("SELECT * FROM archive").Rows())
        {
            // A ledger of an older program does not say when the directory was made.
            var born = row.FieldCount > 4 ? row.IntegerOrNull(4) : null;
            FileIdentity? directory = row.IsDBNull(2)
                ? null
                : new FileIdentity(unchecked((ulong)row.Integer(2)), unchecked((ulong)row.Integer(3)), born);
            return new ArchiveIdentity(row.Text(1), directory);
        }

        return null;
    }

    /// <summary>Notes it, unless that is how it stands already. A directory that is not there replaces none that is known. Within a
    /// transaction.</summary>
    internal void Record(LedgerDatabase database)
    {
        if (Directory is not { } directory || Read(database) == this) return;
        database.Sql("INSERT OR REPLACE INTO archive (id, path, device, inode, born) VALUES (1, $1, $2, $3, $4)").Run(
            Path, unchecked((long)directory.Device), unchecked((long)directory.Inode), directory.BornNanoseconds);
    }
}
