using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline;

/// <summary>Whose a file is, and what others may do with it.</summary>
internal sealed record FileOwner
{
    private const int PermissionBits = 0x1FF;

    private readonly uint _user;
    private readonly uint _group;
    private readonly int _mode;
    private readonly bool _isRegularFile;

    private FileOwner(LibC.StatResult stat) =>
        (_user, _group, _mode, _isRegularFile) = (stat.User, stat.Group, stat.Mode, stat.IsRegularFile);

    /// <summary>Whether it is a regular file of the user of this process.</summary>
    internal bool IsThisUsersFile => _isRegularFile && _user == LibC.GetEffectiveUser();

    /// <summary>That of a file, not of what a link leads to; null if it cannot be asked.</summary>
    internal static FileOwner? AtPath(string path)
    {
        const uint typeModeAndOwner = LibC.StatType | LibC.StatMode | LibC.StatUser | LibC.StatGroup;
        if (!OperatingSystem.IsLinux()) return null;
        return LibC.StatOf(LibC.Terminated(path), typeModeAndOwner, LibC.NotThroughLinks) is { } stat ? new FileOwner(stat) : null;
    }

    /// <summary>Makes another file belong to the same user and group, with the same permissions, as far as this process may.</summary>
    internal void GiveTo(SafeFileHandle file)
    {
        if (LibC.ChangeOwner(file, _user, _group) != 0 && LibC.ChangeOwner(file, LibC.SameOwner, _group) != 0)
        {
            _ = LibC.ChangeOwner(file, _user, LibC.SameOwner);
        }

        // Afterwards: giving a file away takes some of its permissions.
        _ = LibC.ChangeMode(file, (uint)(_mode & PermissionBits));
    }
}
