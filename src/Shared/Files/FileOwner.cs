using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline;

/// <summary>Whose a file is, and what others may do with it.</summary>
internal sealed partial record FileOwner
{
    private const int CurrentDirectory = -100;
    private const int NotThroughLinks = 0x100;
    private const uint TypeModeAndOwner = 0x1 | 0x2 | 0x8 | 0x10;
    private const int ResultBytes = 256;
    private const int UserAt = 20;
    private const int GroupAt = 24;
    private const int ModeAt = 28;
    private const int TypeBits = 0xF000;
    private const int Regular = 0x8000;
    private const int PermissionBits = 0x1FF;
    private const uint Same = uint.MaxValue;

    private readonly uint _user;
    private readonly uint _group;
    private readonly int _mode;

    private FileOwner(uint user, uint group, int mode) => (_user, _group, _mode) = (user, group, mode);

    /// <summary>Whether it is a regular file of the user of this process.</summary>
    internal bool IsThisUsersFile => (_mode & TypeBits) == Regular && _user == GetEffectiveUser();

    /// <summary>That of a file, not of what a link leads to; null if it cannot be asked.</summary>
    internal static FileOwner? Of(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var result = new byte[ResultBytes];
        if (Stat(CurrentDirectory, [.. Encoding.UTF8.GetBytes(path), 0], NotThroughLinks, TypeModeAndOwner, result) != 0) return null;
        return new FileOwner(BitConverter.ToUInt32(result, UserAt), BitConverter.ToUInt32(result, GroupAt), BitConverter.ToUInt16(result, ModeAt));
    }

    /// <summary>Makes another file belong to the same user and group, with the same permissions, as far as this process may.</summary>
    internal void GiveTo(SafeFileHandle file)
    {
        if (ChangeOwner(file, _user, _group) != 0 && ChangeOwner(file, Same, _group) != 0) _ = ChangeOwner(file, _user, Same);

        // Afterwards: giving a file away takes some of its permissions.
        _ = ChangeMode(file, (uint)(_mode & PermissionBits));
    }

    [LibraryImport("libc", EntryPoint = "statx")]
    private static partial int Stat(int directory, byte[] path, int flags, uint mask, [Out] byte[] result);

    [LibraryImport("libc", EntryPoint = "fchown")]
    private static partial int ChangeOwner(SafeFileHandle file, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "fchmod")]
    private static partial int ChangeMode(SafeFileHandle file, uint mode);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();
}
