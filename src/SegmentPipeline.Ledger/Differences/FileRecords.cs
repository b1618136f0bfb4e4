namespace SegmentPipeline.Ledger;

/// <summary>Makes records of files that were corrupted or mended, with what verifications and fillings noted of them.</summary>
internal sealed class FileRecords(LedgerDatabase database, VanishedFiles vanished)
{
    private readonly CorruptTable _corrupt = new(database);

    /// <summary>The record of a difference.</summary>
    internal DeltaRecord Make(StreamId stream, long streamId, FileDelta delta)
    {
        var path = new EntryPath(stream, delta.Hour, delta.Name);
        var known = _corrupt.Newest(streamId, path);
        Mending? mending = delta.Change == DeltaChange.Mended ? FindMending(path, known) : null;
        var file = known?.File ?? Remembered(path, delta);
        return new DeltaRecord
        {
            Stream = stream,
            Change = delta.Change,
            Class = null,
            Range = delta.Range,
            File = delta.Change == DeltaChange.Corrupted ? file with { IsSelected = delta.IsSelected } : file,
            Mending = mending,
            Replicas = mending == Mending.Replaced && known!.ReplacedFrom is { } replica ? [replica] : [],
        };
    }

    /// <summary>A file that is there, and of which a verification has not closed the life span, is withdrawn.</summary>
    private Mending? FindMending(EntryPath path, LedgerCorrupt? known) => known switch
    {
        _ when !vanished.IsThere(path) => Mending.Gone,
        null => null,
        { Closed: null } => Mending.Gone,
        { Replaced: not null } => Mending.Replaced,
        _ => Mending.Verified,
    };

    /// <summary>The file as the last audit told it: what verifications noted of it is older than the ledger keeps.</summary>
    private static CorruptFile Remembered(EntryPath path, FileDelta delta) => new()
    {
        Path = path,
        Range = delta.Range,
        Kind = SegmentName.TryParse(path.NameUtf8.ToArray(), out var name) ? name.Kind : SegmentKind.Full,
        IsSelected = delta.IsSelected,
        Causes =
        [
            .. delta.Causes.Split(", ")
                .Select(RecordWords.CauseOf)
                .OfType<CorruptCauseKind>()
                .Select(kind => new CorruptCause { Cause = kind }),
        ],
    };
}
