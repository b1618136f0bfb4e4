namespace SegmentPipeline.Playback;

/// <summary>An <see cref="ExactCut"/> whose ends have been trimmed: to write it takes no ffmpeg. Made by
/// <see cref="ExactCut.PrepareAsync"/>.</summary>
public sealed class PreparedCut : IAsyncDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly SegmentSequence _sequence;
    private readonly Dictionary<Segment, FileStream> _edges = [];

    internal PreparedCut(SegmentSequence sequence) => _sequence = sequence;

    /// <summary>Writes the cut; once.</summary>
    /// <param name="destination">Where to, as in a <see cref="RoughCut"/>.</param>
    /// <param name="progress">Told after each segment; null for nobody.</param>
    /// <param name="cancellationToken">Stops it; what has been written so far stays in the destination.</param>
    /// <returns>What <see cref="ExactCut.WriteAsync"/> gives.</returns>
    /// <exception cref="CutException">A segment could not be read.</exception>
    /// <exception cref="IOException">The destination could not be written.</exception>
    public Task<CutResult> WriteAsync(
        Stream destination,
        IProgress<CutProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return TracedCut.RunAsync(
            _sequence.Stream,
            () => ExactCut.JoinAsync(_sequence.Segments, _edges.ContainsKey, CopyAsync, destination, progress, cancellationToken));

        async Task<long> CopyAsync(int at, bool follows)
        {
            var edge = _edges[_sequence.Segments[at]];
            edge.Position = 0;
            await edge.CopyToAsync(destination, BufferBytes, cancellationToken).ConfigureAwait(false);
            return edge.Length;
        }
    }

    /// <summary>Removes what was trimmed.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var edge in _edges.Values) await edge.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>A file for what is left of a segment. Where the system allows it, it has no name from the start: a process that is killed
    /// leaves nothing behind.</summary>
    internal Stream AddEdge(Segment segment)
    {
        var path = Path.Combine(Path.GetTempPath(), $"pipeline-cut-{Guid.NewGuid():N}.ts");
        var file = new FileStream(
            path,
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.Delete,
            BufferBytes,
            FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        _edges.Add(segment, file);
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return file;
    }
}
