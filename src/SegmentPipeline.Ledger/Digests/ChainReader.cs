using System.Globalization;

namespace SegmentPipeline.Ledger;

/// <summary>Looks whether the audits in a ledger are those that were written down, one after the other.</summary>
/// <param name="database">The file.</param>
/// <param name="reader">Reads its runs.</param>
internal sealed class ChainReader(LedgerDatabase database, RunReader reader)
{
    private const int MostDoubts = 1_000;

    private const string WithoutDigest = "kind = 'audit' AND ended IS NOT NULL AND id NOT IN (SELECT run_id FROM run_digest)";

    private readonly List<LedgerDoubt> _doubts = [];
    private readonly Dictionary<string, (LedgerRun Run, LedgerReport Report)> _reports = new(StringComparer.Ordinal);
    private bool _hasMore;
    private long _runs;

    /// <summary>The reports that should be there: of each path the one of the newest run.</summary>
    internal IReadOnlyCollection<(LedgerRun Run, LedgerReport Report)> Reports => _reports.Values;

    /// <summary>Reads all of it, as it stood at one moment, whatever is written meanwhile.</summary>
    internal LedgerProof Read()
    {
        lock (database.Gate)
        {
            database.Sql("BEGIN").Run();
            try
            {
                return ReadWithin();
            }
            finally
            {
                database.Sql("COMMIT").Run();
            }
        }
    }

    private LedgerProof ReadWithin()
    {
        var chain = new DigestTable(database).All();
        CheckBeginning(chain);
        KeptDigest? before = null;
        foreach (var link in chain)
        {
            if (before is not null && link.Previous != before.Digest)
                Doubt(link.Run, reader.Find(link.Run), $"does not follow run {Number(before.Run)}, which stands before it");
            if (!link.IsDropped) Check(link);
            before = link;
        }

        CheckEnd(before);
        return new LedgerProof
        {
            Doubts = _doubts,
            HasMoreDoubts = _hasMore,
            Runs = _runs,
            WithoutDigest = CountWithout(chain),
            Newest = before?.Run,
            Digest = before?.Digest,
        };
    }

    private void Check(KeptDigest link)
    {
        _runs++;
        var run = reader.Find(link.Run);
        if (run is null)
        {
            Doubt(link.Run, null, "is gone");
            return;
        }

        if (RunDigest.Make(run, reader.StreamsOf(run.Id, null), link.Previous) != link.Digest)
            Doubt(run.Id, run, "is not what was written down");
        foreach (var report in run.Reports) _reports[report.Path] = (run, report);
    }

    /// <summary>Only where very many were dropped are the first of them forgotten.</summary>
    private void CheckBeginning(List<KeptDigest> chain)
    {
        if (chain is [{ Previous: not null } first, ..] && chain.Count(link => link.IsDropped) < DigestTable.MostDropped)
            Doubt(first.Run, reader.Find(first.Run), "follows a run that is not there");
    }

    /// <summary>Numbers of runs are never given twice, so what is missing at the end was there; an audit that came to its end has a
    /// digest.</summary>
    private void CheckEnd(KeptDigest? newest)
    {
        var last = database.Sql("SELECT ifnull(max(id), 0) FROM run").Number() ?? 0;
        var given = database.Sql("SELECT seq FROM sqlite_sequence WHERE name = 'run'").Number() ?? 0;
        if (last < given && newest?.Run != given) Doubt(given, null, "is gone");
        if (newest is null) return;
        var without = database.Sql($"""
            SELECT id FROM run WHERE {WithoutDigest} AND id > (SELECT min(run_id) FROM run_digest)
                AND status IN ('complete', 'incomplete', 'budget', 'cancelled') ORDER BY id
            """).Rows().Select(row => row.Integer(0)).ToList();
        foreach (var run in without) Doubt(run, reader.Find(run), "has no digest, although runs before it have one");
    }

    private long CountWithout(List<KeptDigest> chain) => database
        .Sql($"SELECT count(*) FROM run WHERE {WithoutDigest} AND id < $1")
        .Number(chain.Count == 0 ? long.MaxValue : chain[0].Run) ?? 0;

    private void Doubt(long run, LedgerRun? found, string text)
    {
        _hasMore |= _doubts.Count == MostDoubts;
        if (_doubts.Count < MostDoubts) _doubts.Add(new LedgerDoubt { Run = run, Started = found?.Started, Text = text });
    }

    private static string Number(long run) => run.ToString(CultureInfo.InvariantCulture);
}
