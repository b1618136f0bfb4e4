using SegmentPipeline.Synthesis;

namespace SegmentPipeline.Cli;

/// <summary>Three copies of one small archive, each of which lacks something else.</summary>
internal static class DemoCopies
{
    private static readonly SyntheticArchiveOptions Archive = new() { Hours = 3, SecondsPerSegment = 6, Faults = FaultLevel.None };

    /// <summary>What copies lack, by the number of the first segment of a stream and of the one behind the last.</summary>
    private static readonly (int First, int Behind, int[] Copies)[] Holes =
    [
        (100, 110, [0, 1, 2]),
        (300, 350, [1, 2]),
        (500, 520, [0]),
        (700, 760, [1]),
        (900, 905, [2]),
    ];

    /// <summary>Lays one out.</summary>
    /// <param name="root">Where.</param>
    /// <param name="copy">Which of the three, from 0.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal static async Task WriteAsync(string root, int copy, CancellationToken cancellationToken)
    {
        await SyntheticArchive.WriteAsync(root, Archive, progress: null, cancellationToken).ConfigureAwait(false);
        foreach (var stream in Directory.GetDirectories(root).SelectMany(Directory.GetDirectories))
        {
            var segments = Directory.GetFiles(stream, "*.ts", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
            foreach (var (first, behind, copies) in Holes)
            {
                if (copies.Contains(copy)) segments[first..behind].ForEach(File.Delete);
            }
        }
    }
}
