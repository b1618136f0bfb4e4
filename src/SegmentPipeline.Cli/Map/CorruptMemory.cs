using SegmentPipeline.Ledger;

namespace SegmentPipeline.Cli;

/// <summary>What a ledger knows to be corrupt, for an audit that is not recorded: nothing else is remembered, and nothing
/// written.</summary>
internal sealed class CorruptMemory : IHourMemory
{
    private readonly ILookup<(StreamId Stream, Hour Hour), CorruptFile> _corrupt;

    private CorruptMemory(IEnumerable<CorruptFile> corrupt) => _corrupt = corrupt.ToLookup(file => (file.Path.Stream, file.Path.Hour));

    /// <summary>Reads it.</summary>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    internal static CorruptMemory Read(string path)
    {
        using var ledger = AuditLedger.OpenForReading(path);
        return new CorruptMemory(ledger.CorruptFiles().Select(corrupt => corrupt.File));
    }

    public HourDigest? Recall(StreamId stream, Hour hour) => null;

    public bool IsDueForCheck(StreamId stream, Hour hour) => false;

    public IReadOnlyList<CorruptFile> CorruptIn(StreamId stream, Hour hour) => [.. _corrupt[(stream, hour)]];

    public void Remember(StreamId stream, Hour hour, HourDigest digest)
    {
    }
}
