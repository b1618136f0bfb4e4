namespace SegmentPipeline;

/// <summary>Whether this process may write somewhere, asked without writing.</summary>
internal static unsafe class WriteAccess
{
    /// <summary>Why a file can be neither written nor made; null if nothing is known to stand in the way.</summary>
    /// <param name="path">Absolute path of the file.</param>
    internal static string? ObstacleTo(string path)
    {
        if (Directory.Exists(path)) return $"{path} is a directory";
        if (File.Exists(path)) return IsAllowed(path, LibC.MayWrite) ? null : $"{path} cannot be written";
        return ObstacleToNewFiles(Path.GetDirectoryName(path)!);
    }

    /// <summary>Why no file can be made in a directory; null if nothing is known to stand in the way.</summary>
    internal static string? ObstacleToNewFiles(string directory)
    {
        if (!Directory.Exists(directory)) return $"there is no directory {directory}";
        return IsAllowed(directory, LibC.WriteAndEnter) ? null : $"the directory {directory} cannot be written";
    }

    /// <summary>Whether a file may be run as a program; where that cannot be asked, it may.</summary>
    /// <param name="path">Path of the file.</param>
    internal static bool MayRun(string path) => IsAllowed(path, LibC.MayRun);

    private static bool IsAllowed(string path, int mode)
    {
        if (!OperatingSystem.IsLinux()) return true;
        fixed (byte* terminated = LibC.Terminated(path))
            return LibC.Access(LibC.CurrentDirectory, terminated, mode, LibC.EffectiveAccess) == 0;
    }
}
