namespace SegmentPipeline.Cli;

/// <summary>Standard output that was closed when the process began. Its number may be another file's by now, so nothing is written
/// there.</summary>
internal sealed class ClosedStream : WriteOnlyStream
{
    private const int BadDescriptor = 9; // EBADF

    /// <summary>What writing to it comes to.</summary>
    internal static IOException Fault => new("it is closed", BadDescriptor);

    public override void Write(ReadOnlySpan<byte> buffer) => throw Fault;
}
