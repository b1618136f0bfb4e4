using System.Runtime.InteropServices;
using System.Text;

namespace SegmentPipeline;

/// <summary>Whether this process may write somewhere, asked without writing.</summary>
internal static partial class WriteAccess
{
    private const int CurrentDirectory = -100;
    private const int Write = 2;
    private const int WriteAndEnter = 3;
    private const int AsThisProcess = 0x200;

    /// <summary>Why a file can be neither written nor made; null if nothing is known to stand in the way.</summary>
    /// <param name="path">Absolute path of the file.</param>
    internal static string? ObstacleTo(string path)
    {
        if (Directory.Exists(path)) return $"{path} is a directory";
        if (File.Exists(path)) return IsAllowed(path, Write) ? null : $"{path} cannot be written";
        return ObstacleToNewFiles(Path.GetDirectoryName(path)!);
    }

    /// <summary>Why no file can be made in a directory; null if nothing is known to stand in the way.</summary>
    internal static string? ObstacleToNewFiles(string directory)
    {
        if (!Directory.Exists(directory)) return $"there is no directory {directory}";
        return IsAllowed(directory, WriteAndEnter) ? null : $"the directory {directory} cannot be written";
    }

    private static bool IsAllowed(string path, int mode) =>
        !OperatingSystem.IsLinux() || Access(CurrentDirectory, [.. Encoding.UTF8.GetBytes(path), 0], mode, AsThisProcess) == 0;

    [LibraryImport("libc", EntryPoint = "faccessat")]
    private static partial int Access(int directory, byte[] path, int mode, int flags);
}
