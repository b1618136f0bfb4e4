using System.Runtime.InteropServices;

namespace SegmentPipeline;

/// <summary>Why files cannot be read, in the words that audits use.</summary>
internal static class FileWords
{
    /// <summary>ENXIO: what a socket answers to whoever opens it.</summary>
    private const int NoDevice = 6;

    /// <summary>Neither corrupt nor right, since it has no content.</summary>
    internal static ReadFault NoRegularFile { get; } = new(IsGone: false, "not a regular file");

    /// <summary>What the last call to the system failed with.</summary>
    internal static ReadFault LastFault()
    {
        var error = Marshal.GetLastPInvokeError();
        if (error == NoDevice) return NoRegularFile;
        var isGone = error is LibC.NoEntry or LibC.NotADirectory or LibC.TooManyLinks;
        return new ReadFault(isGone, Marshal.GetPInvokeErrorMessage(error));
    }
}
