using System.Runtime.InteropServices;

namespace SegmentPipeline;

internal static unsafe partial class LibC
{
    private const short PollOut = 4;

    /// <summary>Waits until a descriptor takes more.</summary>
    internal static void WaitUntilWritable(int descriptor)
    {
        var one = new PolledDescriptor { Descriptor = descriptor, Events = PollOut };
        _ = Poll(&one, 1, -1);
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(PolledDescriptor* descriptors, nuint count, int milliseconds);

    private struct PolledDescriptor
    {
        internal int Descriptor;
        internal short Events;
        internal short Returned;
    }
}
