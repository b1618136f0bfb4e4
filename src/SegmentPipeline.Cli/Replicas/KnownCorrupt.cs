using SegmentPipeline.Ledger;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>The files of which a ledger knows that they are not what their names promise: those that a copy can make good.</summary>
internal static class KnownCorrupt
{
    /// <summary>Reads them, as far as they lie in the window of a request.</summary>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    internal static IReadOnlyList<EntryPath> Read(string path, CompareRequest window)
    {
        using var ledger = AuditLedger.OpenForReading(path);
        return
        [
            .. ledger
                .CorruptFiles(new LedgerCorruptFilter { From = window.Start, To = window.End })
                .Select(corrupt => corrupt.File)
                .Where(file => file.Causes.Any(cause => cause.Cause == CorruptCauseKind.Hash) && IsIn(window, file.Path.Stream))
                .Select(file => file.Path),
        ];
    }

    private static bool IsIn(CompareRequest window, StreamId stream) =>
        (window.Channels.Count == 0 || window.Channels.Contains(stream.Channel))
        && (window.Qualities.Count == 0 || window.Qualities.Contains(stream.Quality));
}
