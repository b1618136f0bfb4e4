using System.Runtime.Versioning;

namespace SegmentPipeline.Replicas;

/// <summary>The streams that are written to, each opened when it is first needed; what was named is on the disk within two
/// seconds.</summary>
[SupportedOSPlatform("linux")]
internal sealed class FillTargets(FilledArchive archive, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<StreamId, FilledStream> _streams = [];
    private readonly CancellationTokenSource _end = new();
    private Task? _synchronizing;

    /// <summary>Removes what a process that was killed has left hidden in some streams.</summary>
    internal void RemoveLeftovers(IEnumerable<StreamId> streams)
    {
        foreach (var stream in streams) FilledStream.RemoveLeftovers(archive, stream);
    }

    /// <summary>A stream.</summary>
    /// <exception cref="BlockedPlaceException">Something that is no directory stands in its place.</exception>
    /// <exception cref="FillException">It cannot be opened or made.</exception>
    internal FilledStream StreamOf(StreamId stream)
    {
        lock (_lock)
        {
            if (_streams.TryGetValue(stream, out var known)) return known;
            try
            {
                var opened = FilledStream.Open(archive, stream);
                _streams.Add(stream, opened);
                _synchronizing ??= SynchronizeAsync();
                return opened;
            }
            catch (IOException fault) when (fault is not BlockedPlaceException)
            {
                throw new FillException($"cannot write into {stream}: {fault.Message}", fault) { MayPass = true };
            }
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        _synchronizing?.GetAwaiter().GetResult();
        lock (_lock)
        {
            foreach (var stream in _streams.Values) stream.Dispose();
            _streams.Clear();
        }

        _end.Dispose();
    }

    private async Task SynchronizeAsync()
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token).ConfigureAwait(false))
            {
                List<FilledStream> streams;
                lock (_lock) streams = [.. _streams.Values];
                foreach (var stream in streams) stream.Synchronize();
            }
        }
        catch (OperationCanceledException)
        {
            // The end; what is left is done when the streams are closed.
        }
    }
}
