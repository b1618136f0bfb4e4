namespace SegmentPipeline.Cli;

/// <summary>Standard error: where nothing can be told there is nobody to tell it, and the exit code says what it says without
/// words.</summary>
internal sealed class ErrorStream(Stream inner) : WriteOnlyStream
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (IOException)
        {
            // A full disk, or a reader that has gone.
        }
    }
}
