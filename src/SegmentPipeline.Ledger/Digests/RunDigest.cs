using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SegmentPipeline.Ledger;

/// <summary>The SHA-256 of an audit as a ledger has it, and of the digest of the audit before: whoever changes a night, exchanges it or
/// takes it away changes all that follow.</summary>
/// <remarks>Source: formats, History. Lines of <c>name=value</c>; what is null or 0 has none, so that figures that come later change no
/// digest of a run that does not have them.</remarks>
internal sealed class RunDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Makes it.</summary>
    /// <param name="run">The run, with its reports.</param>
    /// <param name="streams">Its streams, by channel then quality.</param>
    /// <param name="previous">The digest of the audit before; null if there is none.</param>
    internal static string Make(LedgerRun run, IEnumerable<LedgerStreamRun> streams, string? previous)
    {
        using var digest = new RunDigest();
        digest.Add("previous", previous);
        digest.Add(run);
        foreach (var stream in streams) digest.Add(stream);
        foreach (var report in run.Reports.OrderBy(report => report.Path, StringComparer.Ordinal))
        {
            digest.Add("report", report.Path);
            digest.Add("bytes", report.Bytes);
            digest.Add("sha256", report.Sha256);
        }

        return Convert.ToHexStringLower(digest._hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private void Add(LedgerRun run)
    {
        Add("run", run.Id);
        Add("kind", RunTable.Word(run.Kind));
        Add("started", run.Started.UnixMicroseconds);
        Add("ended", run.Ended?.UnixMicroseconds);
        Add("status", RunTable.Word(run.Status));
        Add("exit", RunTable.NumberOf(run.Outcome));
        Add("base", run.BaseRun);
        Add("windowStart", run.WindowStart?.UnixMicroseconds);
        Add("windowEnd", run.WindowEnd?.UnixMicroseconds);
        Add("tolerance", Microseconds(run.Tolerance));
        Add("hoursTotal", run.HoursTotal);
        Add("hoursRead", run.HoursRead);
        Add("hoursRecalled", run.HoursRecalled);
        Add("hoursChecked", run.HoursChecked);
        Add("nameBytes", run.NameBytes);
        Add("cursor", run.Cursor);
        Add(FigureColumns.Entries, FigureColumns.ValuesOf(run.Entries));
        Add(FigureColumns.Microseconds, FigureColumns.ValuesOf(run.Microseconds));
        Add(FigureColumns.Findings, FigureColumns.ValuesOf(run.Findings));
        Add(FigureColumns.Deltas, FigureColumns.ValuesOf(run.Deltas));
    }

    private void Add(LedgerStreamRun stream)
    {
        var figures = stream.Figures;
        Add("stream", figures.Stream.ToString());
        Add("windowStart", figures.Window?.Start.UnixMicroseconds);
        Add("windowEnd", figures.Window?.End.UnixMicroseconds);
        Add("hours", figures.Hours);
        Add(FigureColumns.Entries, FigureColumns.ValuesOf(figures.Entries));
        Add(FigureColumns.Microseconds, FigureColumns.ValuesOf(figures.Microseconds));
        Add("holes", figures.Holes);
        Add("degraded", figures.Degraded);
        Add("overlaps", figures.Overlaps);
        Add("discontinuities", figures.Discontinuities);
        Add("longestHole", Microseconds(figures.LongestHole));
        Add(FigureColumns.Deltas, FigureColumns.ValuesOf(stream.Deltas));
        Add("lastEnd", figures.LastEnd?.UnixMicroseconds);
        Add(FigureColumns.Expectation, FigureColumns.ValuesOf(stream.Expectation));
    }

    private void Add(string columns, object?[] values)
    {
        foreach (var (name, value) in columns.Split(", ").Zip(values))
        {
            if (value is string text) Add(name, text);
            else Add(name, (long?)value);
        }
    }

    private void Add(string name, long? value)
    {
        if (value is { } number and not 0) Add(name, number.ToString(CultureInfo.InvariantCulture));
    }

    private void Add(string name, string? value)
    {
        if (value is null) return;
        var escaped = value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
        _hash.AppendData(Encoding.UTF8.GetBytes($"{name}={escaped}\n"));
    }

    private static long Microseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;
}
