using SegmentPipeline.Ledger;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary>How archives are covered, kept in memory as long as no audit changes it: asked again, an archive costs one look into its
/// ledger.</summary>
internal sealed class CoverageCache(ArchiveHistory history, BoundedReads reads)
{
    /// <summary>Ranges of one class that are kept, of all archives together: 30 to 60 bytes each. An archive of more is
    /// kept alone, until another is asked for.</summary>
    internal const long MostRanges = 2_000_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Lock> _reading = new(StringComparer.Ordinal);
    private readonly List<(string Name, LedgerCoverage Coverage)> _kept = [];

    /// <summary>Where coverage is read.</summary>
    internal ArchiveHistory History => history;

    /// <summary>The coverage of an archive; null if it has no ledger yet.</summary>
    /// <exception cref="RequestProblemException">The ledger cannot be read in time.</exception>
    internal Task<LedgerCoverage?> ReadAsync(string name, CancellationToken cancellationToken) =>
        reads.ReadAsync(() => Read(name), cancellationToken);

    /// <summary>Reads the coverage of an archive, unless it is kept: whoever asks next has it at once. Takes as long as that
    /// takes.</summary>
    /// <exception cref="AuditFailedException">The ledger cannot be read.</exception>
    internal void Prepare(string name) => _ = Read(name);

    /// <summary>Which coverage of an archive is kept; null if nobody has asked for it, or for so much else since that it had to make
    /// room.</summary>
    internal LedgerVersion? VersionKept(string name)
    {
        lock (_lock) return _kept.Find(kept => kept.Name == name).Coverage?.Version;
    }

    private LedgerCoverage? Read(string name)
    {
        var version = history.Version(name);
        if (Find(name, version) is { } kept) return kept;
        lock (ReadingOf(name))
        {
            // Whoever waited here may find what the one before has read.
            if (Find(name, version) is { } read) return read;
            var coverage = history.Coverage(name);
            if (coverage is not null) Keep(name, coverage);
            return coverage;
        }
    }

    private Lock ReadingOf(string name)
    {
        lock (_lock)
        {
            if (!_reading.TryGetValue(name, out var reading)) _reading.Add(name, reading = new Lock());
            return reading;
        }
    }

    private LedgerCoverage? Find(string name, LedgerVersion version)
    {
        lock (_lock)
        {
            var at = _kept.FindIndex(kept => kept.Name == name && kept.Coverage.Version == version);
            if (at < 0) return null;
            var found = _kept[at];
            _kept.RemoveAt(at);
            _kept.Add(found);
            return found.Coverage;
        }
    }

    /// <summary>Those that nobody has asked for for longest make room; the newest is kept, however large it is.</summary>
    private void Keep(string name, LedgerCoverage coverage)
    {
        lock (_lock)
        {
            _kept.RemoveAll(kept => kept.Name == name);
            _kept.Add((name, coverage));
            _kept.RemoveRange(0, CountTooMany([.. _kept.Select(kept => (long)kept.Coverage.Ranges)]));
        }
    }

    /// <summary>How many of the oldest have to go, so that the rest has no more ranges than are kept, or is the newest alone.</summary>
    /// <param name="ranges">Ranges of each, the oldest first.</param>
    internal static int CountTooMany(IReadOnlyList<long> ranges)
    {
        var (rest, count) = (ranges.Sum(), 0);
        while (rest > MostRanges && count < ranges.Count - 1) rest -= ranges[count++];
        return count;
    }
}
