using System.Runtime.InteropServices;

namespace SegmentPipeline;

/// <summary>Which reader this machine has.</summary>
internal static class DirectoryReader
{
    /// <summary>The kernel's own on 64-bit Linux, where the layouts of its structures are known; else the platform's.</summary>
    internal static IDirectoryReader Best { get; } =
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64
            ? LinuxDirectoryReader.Instance
            : PortableDirectoryReader.Instance;
}
