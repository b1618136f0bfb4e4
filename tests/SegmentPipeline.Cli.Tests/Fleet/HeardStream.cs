namespace SegmentPipeline.Cli.Tests.Fleet;

/// <summary>Output of which a test knows when the first of it has come.</summary>
internal sealed class HeardStream : MemoryStream
{
    private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when something has been written.</summary>
    internal Task Heard => _heard.Task;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        base.Write(buffer);
        _heard.TrySetResult();
    }
}
