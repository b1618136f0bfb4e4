namespace SegmentPipeline.Cli;

/// <summary>Where a report goes; whatever goes wrong there is a <see cref="ReportException"/>, so that nobody takes it for a fault of
/// the archive.</summary>
internal sealed class ReportStream(Stream inner, string destination) : WriteOnlyStream
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (Exception cause) when (ReportException.IsOfTheDisk(cause))
        {
            throw new ReportException(destination, cause);
        }
    }

    public override void Flush()
    {
        try
        {
            inner.Flush();
        }
        catch (Exception cause) when (ReportException.IsOfTheDisk(cause))
        {
            throw new ReportException(destination, cause);
        }
    }
}
