using System.Diagnostics;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>A disk with an ext4 file system in a file of its own. All of them seem to be formatted in the same second, as by a script that
/// formats several.</summary>
internal sealed class LoopDisk : IDisposable
{
    private const string FormattedAt = "1700000000";
    private const int Megabytes = 32;

    private readonly string _image = Path.Combine(Path.GetTempPath(), $"segment-loop-{Guid.NewGuid():N}.img");
    private readonly string _path;
    private bool _isMounted;

    private LoopDisk(string path)
    {
        _path = path;
        using (var image = File.Create(_image)) image.SetLength(Megabytes * 1024 * 1024);
    }

    /// <summary>Formats one and mounts it; skips the test where that is not allowed.</summary>
    /// <param name="path">Where to: an empty directory.</param>
    internal static LoopDisk Mount(string path)
    {
        var format = RequiredTool.Mkfs.Require();
        RequiredRights.RequireRoot();
        var disk = new LoopDisk(path);
        Assert.That(Run(format, "-q", "-F", disk._image), Is.True);
        disk.Mount();
        return disk;
    }

    internal void Mount()
    {
        _isMounted = Run(RequiredTool.Mount.Require(), "-o", "loop", _image, _path);
        if (_isMounted) return;
        File.Delete(_image);
        RequiredRights.SkipWithoutMounts("a file as a disk");
    }

    internal void Unmount()
    {
        if (_isMounted) Assert.That(Run("umount", _path), Is.True);
        _isMounted = false;
    }

    public void Dispose()
    {
        Unmount();
        File.Delete(_image);
    }

    private static bool Run(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardError = true };
        start.Environment["E2FSPROGS_FAKE_TIME"] = FormattedAt;
        using var process = Process.Start(start);
        process!.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
