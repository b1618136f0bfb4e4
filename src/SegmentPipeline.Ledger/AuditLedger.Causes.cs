namespace SegmentPipeline.Ledger;

public sealed partial class AuditLedger
{
    /// <summary>Notes where open holes came from, so that whoever asks for them is told.</summary>
    /// <param name="causes">The losses: the stream, the range as it is now, and the cause. Those that are no open holes are passed
    /// over.</param>
    /// <exception cref="LedgerException">The ledger cannot be written; nothing is noted then.</exception>
    /// <exception cref="InvalidOperationException">It was opened for reading only.</exception>
    public void NoteCauses(IReadOnlyList<(StreamId Stream, TimeRange Range, LossCause Cause)> causes)
    {
        ArgumentNullException.ThrowIfNull(causes);
        if (_lock is null) throw new InvalidOperationException($"the ledger {Path} was opened for reading only");
        if (causes.Count == 0) return;
        const string sql = """
            UPDATE finding SET cause = $5 WHERE state = 0 AND kind = $1 AND start = $3 AND "end" = $4 AND stream_id = $2
            """;
        try
        {
            lock (_database.Gate)
            {
                _database.InTransaction(() =>
                {
                    var streams = new StreamTable(_database);
                    foreach (var (stream, range, cause) in causes)
                    {
                        _database.Sql(sql).Run(
                            (long)LedgerFindingKind.Hole,
                            streams.IdOf(stream),
                            range.Start.UnixMicroseconds,
                            range.End.UnixMicroseconds,
                            LossCauses.WordOf(cause));
                    }
                });
            }
        }
        catch (Exception cause) when (LedgerFaults.IsAboutTheFile(cause))
        {
            throw LedgerFaults.ExceptionFor(Path, cause);
        }
    }
}
