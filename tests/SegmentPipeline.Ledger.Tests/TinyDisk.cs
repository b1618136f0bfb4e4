using System.Diagnostics;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>A disk of a few hundred kilobytes, which fills up, and can be made read-only.</summary>
internal sealed class TinyDisk : IDisposable
{
    private TinyDisk(string path) => Path = path;

    internal string Path { get; }

    /// <summary>Mounts one; skips the test where that is not allowed.</summary>
    internal static TinyDisk Mount(int kilobytes)
    {
        RequiredTool.Mount.Require();
        var path = Directory.CreateTempSubdirectory("segment-disk-").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", path)) return new TinyDisk(path);
        Directory.Delete(path);
        RequiredRights.SkipWithoutMounts("a small disk");
        throw new InvalidOperationException("the test has been skipped");
    }

    internal void MakeReadOnly() => Assert.That(Run("mount", "-o", "remount,ro", Path), Is.True);

    /// <summary>Takes it out of sight although it is in use, as a disk that is pulled.</summary>
    internal void Detach() => Assert.That(Run("umount", "-l", Path), Is.True);

    public void Dispose()
    {
        Run("umount", Path);
        Directory.Delete(Path, recursive: true);
    }

    private static bool Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true });
        process!.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
