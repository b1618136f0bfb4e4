using System.Runtime.InteropServices;

namespace SegmentPipeline;

internal static partial class LibC
{
    [LibraryImport("libc", EntryPoint = "geteuid")]
    internal static partial uint GetEffectiveUser();
}
