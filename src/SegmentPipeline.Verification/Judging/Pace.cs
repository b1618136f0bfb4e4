namespace SegmentPipeline;

/// <summary>What happens before each read.</summary>
/// <param name="BeforeRead">Is told how many bytes are read next.</param>
/// <param name="CancellationToken">Stops the reading.</param>
internal readonly record struct Pace(Action<int>? BeforeRead, CancellationToken CancellationToken)
{
    /// <summary>Comes back when some bytes may be read.</summary>
    internal void Wait(int bytes)
    {
        CancellationToken.ThrowIfCancellationRequested();
        BeforeRead?.Invoke(bytes);
    }
}
