using System.Security.Cryptography;

namespace SegmentPipeline.Ledger;

/// <summary>Compares the files of reports with what was written down of them.</summary>
/// <param name="directory">Where the files are, by their names.</param>
internal sealed class ReportCheck(string directory)
{
    private const int MostDoubts = 1_000;

    private readonly List<LedgerDoubt> _doubts = [];

    /// <summary>Compares.</summary>
    /// <param name="proof">What is known so far.</param>
    /// <param name="reports">What should be there. Where several paths end in one name, the file must be one of them.</param>
    /// <returns>What is known then.</returns>
    internal LedgerProof Check(LedgerProof proof, IEnumerable<(LedgerRun Run, LedgerReport Report)> reports)
    {
        long compared = 0, absent = 0;
        var byName = reports.GroupBy(one => Path.GetFileName(one.Report.Path), StringComparer.Ordinal);
        foreach (var same in byName.OrderBy(group => group.Max(one => one.Run.Id)))
        {
            var path = Path.Combine(directory, same.Key);
            if (!File.Exists(path))
            {
                absent++;
                continue;
            }

            compared++;
            if (FaultOf(path, same.Select(one => one.Report)) is { } text) Doubt(same.MaxBy(one => one.Run.Id).Run, same.Key, text);
        }

        return proof with
        {
            Doubts = [.. proof.Doubts, .. _doubts],
            HasMoreDoubts = proof.HasMoreDoubts || _doubts.Count == MostDoubts,
            Reports = compared,
            AbsentReports = absent,
        };
    }

    private void Doubt(LedgerRun run, string name, string text)
    {
        if (_doubts.Count < MostDoubts) _doubts.Add(new LedgerDoubt { Run = run.Id, Started = run.Started, Report = name, Text = text });
    }

    private static string? FaultOf(string path, IEnumerable<LedgerReport> written)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var digest = Convert.ToHexStringLower(SHA256.HashData(file));
            return written.Any(report => report.Sha256 == digest) ? null : "is not the file that was written";
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return $"cannot be read: {cause.Message.TrimEnd('.')}";
        }
    }
}
