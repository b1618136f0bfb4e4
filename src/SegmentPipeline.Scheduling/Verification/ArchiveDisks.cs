using System.Collections.Concurrent;
using System.Text;

namespace SegmentPipeline.Scheduling;

/// <summary>Which archives lie on one disk. Disks are asked on threads of their own: one that does not answer holds up nobody, and until it
/// does, its archives lie on no disk of another.</summary>
internal sealed class ArchiveDisks
{
    private readonly ConcurrentDictionary<string, Task<(uint Major, uint Minor)?>> _disks = new(StringComparer.Ordinal);

    /// <summary>Asks where archives lie now: something else may be mounted there than before.</summary>
    /// <param name="roots">Their roots.</param>
    internal void Look(IEnumerable<string> roots)
    {
        foreach (var root in roots)
        {
            if (_disks.TryGetValue(root, out var asked) && !asked.IsCompleted) continue;
            _disks[root] = OwnThread.RunAsync(() => DiskOf(root));
        }
    }

    /// <summary>Whether two archives lie on one disk.</summary>
    internal bool AreSame(string root, string other) =>
        ReplicaRules.PathOf(root) == ReplicaRules.PathOf(other)
        || (Known(root) is { } disk && Known(other) is { } another && disk == another);

    private (uint Major, uint Minor)? Known(string root) =>
        _disks.TryGetValue(root, out var asked) && asked.IsCompletedSuccessfully ? asked.Result : null;

    private static (uint Major, uint Minor)? DiskOf(string root) =>
        OperatingSystem.IsLinux() && LibC.StatOf(Encoding.UTF8.GetBytes(root + '\0'), LibC.StatType) is { } found
            ? (found.DeviceMajor, found.DeviceMinor)
            : null;
}
