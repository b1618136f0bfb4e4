namespace SegmentPipeline.Fleet;

/// <summary>Hears when a silo cannot go on, say since the others have taken it for dead. The process goes on: it has audits to
/// do.</summary>
internal sealed class LostSilo : IFatalErrorHandler
{
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when it cannot, with the cause.</summary>
    internal Task<string> Task => _lost.Task;

    public bool IsUnexpected(Exception exception) => exception is not OperationCanceledException;

    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null) =>
        _lost.TrySetResult(VisibleText.MakeVisible(exception?.Message ?? context ?? "no cause is given"));
}
